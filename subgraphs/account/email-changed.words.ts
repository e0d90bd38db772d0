import { words } from "../kernel/words.ts";

export const emailChangedWords = words({
  en: {
    subject: "The address of your account was changed",
    what: "It was changed to {{email}}. From now on you sign in with the new one, and our letters go there.",
  },
  sv: {
    subject: "Adressen till ditt konto har ändrats",
    what: "Den ändrades till {{email}}. Från och med nu loggar du in med den nya, och våra brev skickas dit.",
  },
  ru: {
    subject: "Адрес вашей учётной записи изменён",
    what: "Новый адрес: {{email}}. Теперь входите с ним; наши письма будут приходить туда.",
  },
  de: {
    subject: "Die Adresse Ihres Kontos wurde geändert",
    what: "Sie wurde in {{email}} geändert. Ab jetzt melden Sie sich mit der neuen an, und unsere Nachrichten gehen dorthin.",
  },
  fr: {
    subject: "L’adresse de votre compte a été modifiée",
    what: "Elle est devenue {{email}}. Désormais, vous vous connectez avec la nouvelle, et nos messages y sont envoyés.",
  },
  es: {
    subject: "Se ha cambiado la dirección de tu cuenta",
    what: "Ahora es {{email}}. A partir de ahora inicias sesión con la nueva y nuestros mensajes llegarán allí.",
  },
  pt: {
    subject: "O endereço da sua conta foi alterado",
    what: "Agora é {{email}}. A partir de agora, você entra com o novo, e nossas mensagens vão para lá.",
  },
  zh: {
    subject: "您的账号邮箱已更改",
    what: "邮箱已更改为 {{email}}。从现在起，请使用新邮箱登录，我们的邮件也将发送到该邮箱。",
  },
});
