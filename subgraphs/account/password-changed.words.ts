import { words } from "../kernel/words.ts";

export const passwordChangedWords = words({
  en: {
    subject: "Your password was changed",
    what: "Every other device was signed out. The devices that you trust stay trusted: sign in there with the new password.",
    say: "Say so within 72 hours: the button signs every device out, and a letter asks you for a new password.",
    notMe: "It was not me",
    push: "If it was not you, open the app or the letter that we sent you.",
  },
  sv: {
    subject: "Ditt lösenord har ändrats",
    what: "Alla andra enheter har loggats ut. Dina betrodda enheter är fortfarande betrodda: logga in där med det nya lösenordet.",
    say: "Säg det inom 72 timmar: knappen loggar ut alla enheter, och du får ett mejl om att välja ett nytt lösenord.",
    notMe: "Det var inte jag",
    push: "Om det inte var du: öppna appen eller brevet som vi skickade.",
  },
  ru: {
    subject: "Ваш пароль изменён",
    what: "На всех остальных устройствах выполнен выход. Доверенные устройства остаются доверенными: войдите на них с новым паролем.",
    say: "Сообщите об этом в течение 72 часов: кнопка завершит сеансы на всех устройствах, и вы получите письмо, чтобы задать новый пароль.",
    notMe: "Это не я",
    push: "Если это были не вы, откройте приложение или наше письмо.",
  },
  de: {
    subject: "Ihr Passwort wurde geändert",
    what: "Alle anderen Geräte wurden abgemeldet. Ihre vertrauenswürdigen Geräte bleiben es: Melden Sie sich dort mit dem neuen Passwort an.",
    say: "Geben Sie das innerhalb von 72 Stunden an: Die Schaltfläche meldet alle Geräte ab, und Sie erhalten eine E-Mail, um ein neues Passwort zu wählen.",
    notMe: "Das war ich nicht",
    push: "Wenn Sie das nicht waren, öffnen Sie die App oder unsere E-Mail.",
  },
  fr: {
    subject: "Votre mot de passe a été modifié",
    what: "Tous les autres appareils ont été déconnectés. Vos appareils de confiance le restent : connectez-vous-y avec le nouveau mot de passe.",
    say: "Dites-le dans les 72 heures : le bouton déconnecte tous les appareils, et un message vous demandera un nouveau mot de passe.",
    notMe: "Ce n’était pas moi",
    push: "Si ce n’était pas vous, ouvrez l’application ou notre message.",
  },
  es: {
    subject: "Se ha cambiado tu contraseña",
    what: "Se ha cerrado la sesión en todos los demás dispositivos. Los de confianza lo siguen siendo: inicia sesión en ellos con la nueva contraseña.",
    say: "Dilo en un plazo de 72 horas: el botón cierra la sesión en todos los dispositivos y un mensaje te pedirá una nueva contraseña.",
    notMe: "No he sido yo",
    push: "Si no has sido tú, abre la app o el correo que te enviamos.",
  },
  pt: {
    subject: "Sua senha foi alterada",
    what: "Todos os outros dispositivos foram desconectados. Os confiáveis continuam confiáveis: entre neles com a nova senha.",
    say: "Avise em até 72 horas: o botão desconecta todos os dispositivos, e uma mensagem pedirá uma nova senha.",
    notMe: "Não fui eu",
    push: "Se não foi você, abra o aplicativo ou o e-mail que enviamos.",
  },
  zh: {
    subject: "您的密码已更改",
    what: "其他所有设备均已退出登录。受信任设备仍受信任：请在这些设备上使用新密码登录。",
    say: "请在 72 小时内说明：点击按钮会让所有设备退出登录，并向您发送设置新密码的邮件。",
    notMe: "不是我本人",
    push: "如果不是您本人，请打开应用或我们发送的邮件。",
  },
});
