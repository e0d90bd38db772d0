import { words } from "../kernel/words.ts";

export const secondStepLockWords = words({
  en: {
    subject: "Somebody entered wrong codes for your account",
    what: "Ten wrong codes were entered within an hour, the last of them here:",
    until: "For an hour no new device is let in. Your trusted devices work as before.",
    knows: "Whoever gets as far as the code knows your password.",
  },
  sv: {
    subject: "Någon angav fel koder för ditt konto",
    what: "Tio felaktiga koder angavs inom en timme, den sista här:",
    until: "Under en timme släpps ingen ny enhet in. Dina betrodda enheter fungerar som vanligt.",
    knows: "Den som kommer så långt som till koden kan ditt lösenord.",
  },
  ru: {
    subject: "Кто-то вводил неверные коды для вашей учётной записи",
    what: "За час введено десять неверных кодов, последний — здесь:",
    until: "В течение часа вход с новых устройств закрыт. Доверенные устройства работают как прежде.",
    knows: "Тот, кто дошёл до ввода кода, знает ваш пароль.",
  },
  de: {
    subject: "Jemand hat falsche Codes für Ihr Konto eingegeben",
    what: "Innerhalb einer Stunde wurden zehn falsche Codes eingegeben, der letzte hier:",
    until:
      "Eine Stunde lang wird kein neues Gerät zugelassen. Ihre vertrauenswürdigen Geräte funktionieren wie bisher.",
    knows: "Wer bis zum Code kommt, kennt Ihr Passwort.",
  },
  fr: {
    subject: "Quelqu’un a saisi des codes erronés pour votre compte",
    what: "Dix codes erronés ont été saisis en une heure, le dernier ici :",
    until: "Pendant une heure, aucun nouvel appareil n’est admis. Vos appareils de confiance fonctionnent comme avant.",
    knows: "Quiconque arrive jusqu’au code connaît votre mot de passe.",
  },
  es: {
    subject: "Alguien ha introducido códigos incorrectos para tu cuenta",
    what: "Se han introducido diez códigos incorrectos en una hora, el último aquí:",
    until:
      "Durante una hora no se admite ningún dispositivo nuevo. Tus dispositivos de confianza funcionan como antes.",
    knows: "Quien llega hasta el código conoce tu contraseña.",
  },
  pt: {
    subject: "Alguém digitou códigos errados para a sua conta",
    what: "Dez códigos errados foram digitados em uma hora, o último aqui:",
    until: "Durante uma hora nenhum dispositivo novo é admitido. Seus dispositivos confiáveis funcionam como antes.",
    knows: "Quem chega até o código conhece a sua senha.",
  },
  zh: {
    subject: "有人为您的账号输入了错误的验证码",
    what: "一小时内输入了十次错误的验证码，最后一次的情况如下：",
    until: "一小时内不允许任何新设备登录。您的受信任设备照常使用。",
    knows: "能走到输入验证码这一步的人，已经知道您的密码。",
  },
});
