import { words } from "../kernel/words.ts";

export const resetLinkWords = words({
  en: {
    subject: "Reset your password",
    inApp: "Somebody asked for a new password for your account, in {{app}}.",
    onWeb: "Somebody asked for a new password for your account, on our website.",
    click: "Click to Reset Password",
    life_one:
      "The link is good for {{count}} minute, once. One account serves every app: the new password opens them all.",
    life_other:
      "The link is good for {{count}} minutes, once. One account serves every app: the new password opens them all.",
    ignore: "Ignore this letter: nothing changes without it. Pass it on to nobody.",
  },
  sv: {
    subject: "Återställ ditt lösenord",
    inApp: "Någon bad om ett nytt lösenord till ditt konto, i {{app}}.",
    onWeb: "Någon bad om ett nytt lösenord till ditt konto, på vår webbplats.",
    click: "Klicka för att återställa lösenordet",
    life_one:
      "Länken gäller i {{count}} minut, en gång. Ett konto gäller för alla appar: det nya lösenordet öppnar dem alla.",
    life_other:
      "Länken gäller i {{count}} minuter, en gång. Ett konto gäller för alla appar: det nya lösenordet öppnar dem alla.",
    ignore: "Strunta i det här mejlet: utan det ändras ingenting. Skicka det inte vidare till någon.",
  },
  ru: {
    subject: "Сброс пароля",
    inApp: "Кто-то запросил новый пароль для вашей учётной записи в приложении {{app}}.",
    onWeb: "Кто-то запросил новый пароль для вашей учётной записи на нашем сайте.",
    click: "Нажмите, чтобы сбросить пароль",
    life_one:
      "Ссылка действует {{count}} минуту и только один раз. Учётная запись одна для всех приложений: новый пароль подойдёт ко всем.",
    life_few:
      "Ссылка действует {{count}} минуты и только один раз. Учётная запись одна для всех приложений: новый пароль подойдёт ко всем.",
    life_many:
      "Ссылка действует {{count}} минут и только один раз. Учётная запись одна для всех приложений: новый пароль подойдёт ко всем.",
    ignore: "Не обращайте внимания на это письмо: без него ничего не изменится. Никому его не пересылайте.",
  },
  de: {
    subject: "Setzen Sie Ihr Passwort zurück",
    inApp: "Jemand hat in {{app}} ein neues Passwort für Ihr Konto angefordert.",
    onWeb: "Jemand hat auf unserer Website ein neues Passwort für Ihr Konto angefordert.",
    click: "Klicken, um das Passwort zurückzusetzen",
    life_one:
      "Der Link gilt {{count}} Minute lang und nur einmal. Ein Konto gilt für alle Apps: Das neue Passwort öffnet sie alle.",
    life_other:
      "Der Link gilt {{count}} Minuten lang und nur einmal. Ein Konto gilt für alle Apps: Das neue Passwort öffnet sie alle.",
    ignore: "Ignorieren Sie diese Nachricht: Ohne sie ändert sich nichts. Leiten Sie sie an niemanden weiter.",
  },
  fr: {
    subject: "Réinitialisez votre mot de passe",
    inApp: "Quelqu’un a demandé un nouveau mot de passe pour votre compte, dans {{app}}.",
    onWeb: "Quelqu’un a demandé un nouveau mot de passe pour votre compte, sur notre site.",
    click: "Cliquez pour réinitialiser le mot de passe",
    life_one:
      "Le lien est valable {{count}} minute, une seule fois. Un seul compte sert pour toutes les applications : le nouveau mot de passe les ouvre toutes.",
    life_other:
      "Le lien est valable {{count}} minutes, une seule fois. Un seul compte sert pour toutes les applications : le nouveau mot de passe les ouvre toutes.",
    ignore: "Ignorez ce message : sans lui, rien ne change. Ne le transférez à personne.",
  },
  es: {
    subject: "Restablece tu contraseña",
    inApp: "Alguien ha pedido una nueva contraseña para tu cuenta en {{app}}.",
    onWeb: "Alguien ha pedido una nueva contraseña para tu cuenta en nuestro sitio web.",
    click: "Haz clic para restablecer la contraseña",
    life_one:
      "El enlace vale durante {{count}} minuto y una sola vez. Una sola cuenta sirve para todas las apps: la nueva contraseña las abre todas.",
    life_other:
      "El enlace vale durante {{count}} minutos y una sola vez. Una sola cuenta sirve para todas las apps: la nueva contraseña las abre todas.",
    ignore: "Ignora este mensaje: sin él no cambia nada. No se lo reenvíes a nadie.",
  },
  pt: {
    subject: "Redefina sua senha",
    inApp: "Alguém pediu uma nova senha para a sua conta em {{app}}.",
    onWeb: "Alguém pediu uma nova senha para a sua conta em nosso site.",
    click: "Clique para redefinir a senha",
    life_one:
      "O link vale por {{count}} minuto e uma única vez. Uma só conta vale para todos os aplicativos: a nova senha abre todos eles.",
    life_other:
      "O link vale por {{count}} minutos e uma única vez. Uma só conta vale para todos os aplicativos: a nova senha abre todos eles.",
    ignore: "Ignore esta mensagem: sem ela, nada muda. Não a encaminhe a ninguém.",
  },
  zh: {
    subject: "重置您的密码",
    inApp: "有人在 {{app}} 中为您的账号申请了新密码。",
    onWeb: "有人在我们的网站上为您的账号申请了新密码。",
    click: "点击重置密码",
    life_other: "该链接 {{count}} 分钟内有效，且只能使用一次。一个账号可用于所有应用：新密码可登录所有应用。",
    ignore: "请忽略此邮件：没有它，什么都不会改变。请勿将其转发给任何人。",
  },
});

export const passwordResetWords = words({
  en: {
    subject: "Your password was reset",
    what: "A new password was set by the link that we mailed. It opens {{apps}}.",
    signedOut: "Every device was signed out, and none is trusted any more: sign in again with the new password.",
    methodsGone:
      "Your phone number, authenticator apps and recovery codes were removed. Set them up again in Login Security.",
    mailbox: "Somebody reads your mail: secure your mailbox first, then reset the password again.",
  },
  sv: {
    subject: "Ditt lösenord har återställts",
    what: "Ett nytt lösenord har valts via länken som vi skickade. Det öppnar {{apps}}.",
    signedOut: "Alla enheter har loggats ut och ingen är längre betrodd: logga in igen med det nya lösenordet.",
    methodsGone:
      "Ditt telefonnummer, dina autentiseringsappar och återställningskoder har tagits bort. Lägg till dem igen under Inloggningssäkerhet.",
    mailbox: "Någon läser din e-post: säkra först din brevlåda och återställ sedan lösenordet igen.",
  },
  ru: {
    subject: "Ваш пароль сброшен",
    what: "По ссылке из нашего письма задан новый пароль. Он подходит к приложениям: {{apps}}.",
    signedOut: "На всех устройствах выполнен выход, и доверенных устройств больше нет: войдите заново с новым паролем.",
    methodsGone:
      "Номер телефона, приложения-аутентификаторы и резервные коды удалены. Настройте их заново в разделе «Безопасность входа».",
    mailbox: "Кто-то читает вашу почту: сначала защитите почтовый ящик, затем снова сбросьте пароль.",
  },
  de: {
    subject: "Ihr Passwort wurde zurückgesetzt",
    what: "Über den Link aus unserer E-Mail wurde ein neues Passwort festgelegt. Es öffnet {{apps}}.",
    signedOut:
      "Alle Geräte wurden abgemeldet und keines ist mehr vertrauenswürdig: Melden Sie sich mit dem neuen Passwort wieder an.",
    methodsGone:
      "Ihre Telefonnummer, Authenticator-Apps und Wiederherstellungscodes wurden entfernt. Richten Sie sie unter „Anmeldesicherheit“ neu ein.",
    mailbox:
      "Jemand liest Ihre E-Mails: Sichern Sie zuerst Ihr Postfach und setzen Sie dann das Passwort erneut zurück.",
  },
  fr: {
    subject: "Votre mot de passe a été réinitialisé",
    what: "Un nouveau mot de passe a été choisi à l’aide du lien que nous avons envoyé. Il ouvre {{apps}}.",
    signedOut:
      "Tous les appareils ont été déconnectés et plus aucun n’est de confiance : reconnectez-vous avec le nouveau mot de passe.",
    methodsGone:
      "Votre numéro de téléphone, vos applications d’authentification et vos codes de secours ont été retirés. Configurez-les à nouveau dans Sécurité de connexion.",
    mailbox:
      "Quelqu’un lit vos messages : sécurisez d’abord votre messagerie, puis réinitialisez à nouveau le mot de passe.",
  },
  es: {
    subject: "Se ha restablecido tu contraseña",
    what: "Se ha elegido una nueva contraseña con el enlace que te enviamos. Abre {{apps}}.",
    signedOut:
      "Se ha cerrado la sesión en todos los dispositivos y ninguno es ya de confianza: inicia sesión de nuevo con la nueva contraseña.",
    methodsGone:
      "Se han quitado tu número de teléfono, tus apps de autenticación y tus códigos de recuperación. Vuelve a configurarlos en Seguridad de inicio de sesión.",
    mailbox: "Alguien lee tu correo: protege primero tu buzón y después restablece la contraseña otra vez.",
  },
  pt: {
    subject: "Sua senha foi redefinida",
    what: "Uma nova senha foi definida com o link que enviamos. Ela abre {{apps}}.",
    signedOut: "Todos os dispositivos foram desconectados e nenhum é mais confiável: entre novamente com a nova senha.",
    methodsGone:
      "Seu número de telefone, aplicativos autenticadores e códigos de recuperação foram removidos. Configure-os novamente em Segurança de login.",
    mailbox: "Alguém lê seus e-mails: proteja primeiro sua caixa de correio e depois redefina a senha novamente.",
  },
  zh: {
    subject: "您的密码已重置",
    what: "已通过我们发送的链接设置了新密码，可用于登录：{{apps}}。",
    signedOut: "所有设备均已退出登录，且不再受信任：请使用新密码重新登录。",
    methodsGone: "您的手机号码、身份验证器和恢复代码已被移除。请在“登录安全”中重新设置。",
    mailbox: "有人在查看您的邮件：请先保护好您的邮箱，然后再次重置密码。",
  },
});

/** For whoever waits for the letter with the link. */
export const resetAdviceWords = words({
  en: {
    address: "Make sure that {{email}} is the address of your account.",
    spam: "Look in the spam or junk folder.",
    sender: "Put {{sender}} on your list of safe senders, then ask again after a minute.",
  },
  sv: {
    address: "Kontrollera att {{email}} är adressen till ditt konto.",
    spam: "Titta i skräppostmappen.",
    sender: "Lägg till {{sender}} bland betrodda avsändare och be sedan om ett nytt mejl efter en minut.",
  },
  ru: {
    address: "Убедитесь, что {{email}} — адрес вашей учётной записи.",
    spam: "Проверьте папку «Спам».",
    sender: "Добавьте {{sender}} в список надёжных отправителей и через минуту запросите письмо снова.",
  },
  de: {
    address: "Prüfen Sie, ob {{email}} die Adresse Ihres Kontos ist.",
    spam: "Sehen Sie im Spam- oder Junk-Ordner nach.",
    sender:
      "Setzen Sie {{sender}} auf die Liste sicherer Absender und fordern Sie die E-Mail nach einer Minute erneut an.",
  },
  fr: {
    address: "Vérifiez que {{email}} est bien l’adresse de votre compte.",
    spam: "Regardez dans le dossier des indésirables.",
    sender: "Ajoutez {{sender}} à vos expéditeurs sûrs, puis refaites la demande au bout d’une minute.",
  },
  es: {
    address: "Comprueba que {{email}} es la dirección de tu cuenta.",
    spam: "Mira en la carpeta de correo no deseado.",
    sender: "Añade {{sender}} a tu lista de remitentes seguros y vuelve a pedirlo al cabo de un minuto.",
  },
  pt: {
    address: "Verifique se {{email}} é o endereço da sua conta.",
    spam: "Olhe na pasta de spam ou lixo eletrônico.",
    sender: "Adicione {{sender}} à lista de remetentes confiáveis e peça novamente após um minuto.",
  },
  zh: {
    address: "请确认 {{email}} 是您账号的邮箱地址。",
    spam: "请查看垃圾邮件文件夹。",
    sender: "请将 {{sender}} 添加到安全发件人名单，一分钟后再试。",
  },
});
