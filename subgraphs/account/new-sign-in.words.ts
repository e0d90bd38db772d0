import { words } from "../kernel/words.ts";

export const newSignInWords = words({
  en: {
    subject: "New sign-in to your account",
    what: "Your account was signed in to on a device that it has not been used on before.",
  },
  sv: {
    subject: "Ny inloggning på ditt konto",
    what: "Någon loggade in på ditt konto från en enhet där det inte har använts förut.",
  },
  ru: {
    subject: "Новый вход в вашу учётную запись",
    what: "В вашу учётную запись вошли с устройства, на котором ею раньше не пользовались.",
  },
  de: {
    subject: "Neue Anmeldung bei Ihrem Konto",
    what: "Bei Ihrem Konto hat sich jemand auf einem Gerät angemeldet, auf dem es bisher nicht verwendet wurde.",
  },
  fr: {
    subject: "Nouvelle connexion à votre compte",
    what: "Quelqu’un s’est connecté à votre compte depuis un appareil sur lequel il n’avait jamais été utilisé.",
  },
  es: {
    subject: "Nuevo inicio de sesión en tu cuenta",
    what: "Alguien ha iniciado sesión en tu cuenta desde un dispositivo en el que no se había usado antes.",
  },
  pt: {
    subject: "Novo acesso à sua conta",
    what: "Alguém entrou na sua conta em um dispositivo em que ela nunca tinha sido usada.",
  },
  zh: {
    subject: "您的账号有新的登录",
    what: "有人在一台从未使用过您账号的设备上登录了您的账号。",
  },
});
