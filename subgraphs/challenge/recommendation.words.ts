import { words } from "../kernel/words.ts";

export const recommendationWords = words({
  en: {
    CHANGE_PASSWORD:
      "Somebody with your password was not let in lately. If it was not you, change it now, and everywhere else where you use it.",
    ENABLE_TWO_STEP: "Turn on two-step verification, so that your password alone lets nobody in.",
    fewCodes_one: "Only {{count}} recovery code is left. Make a new set.",
    fewCodes_other: "Only {{count}} recovery codes are left. Make a new set.",
    noCodes: "Make recovery codes and keep them on paper, for when your phone is lost.",
    TURN_ON_NOTIFICATIONS: "Allow notifications, so that codes reach you when the app is closed.",
    notificationsOn: "Allow notifications on {{devices}}, so that codes reach you when the app is closed.",
    ADD_AUTHENTICATOR:
      "Add an authenticator app: it works without reception, and its codes can't be sent to anybody else's number. It ends with your phone number: removing the number turns it off as well.",
    ADD_AUTHENTICATOR_ON_ANOTHER_DEVICE:
      "Add an authenticator app on a device other than your mobile phone as well, for when the phone is lost or stolen. It ends with your phone number: removing the number turns it off as well.",
    UPDATE_APP: "Update the app on {{devices}}: it is too old to sign in with two-step verification on.",
    REVIEW_one: "{{count}} device is trusted. Remove those that you no longer use.",
    REVIEW_other: "{{count}} devices are trusted. Remove those that you no longer use.",
    oldApp: "An app is too old to sign in with two-step verification on: update it.",
  },
  sv: {
    CHANGE_PASSWORD:
      "Någon med ditt lösenord nekades nyligen inloggning. Om det inte var du: byt det nu, och överallt där du använder det.",
    ENABLE_TWO_STEP: "Slå på tvåstegsverifiering, så att lösenordet ensamt inte släpper in någon.",
    fewCodes_one: "Bara {{count}} återställningskod är kvar. Skapa en ny uppsättning.",
    fewCodes_other: "Bara {{count}} återställningskoder är kvar. Skapa en ny uppsättning.",
    noCodes: "Skapa återställningskoder och spara dem på papper, ifall du tappar bort telefonen.",
    TURN_ON_NOTIFICATIONS: "Tillåt aviseringar, så att koder når dig när appen är stängd.",
    notificationsOn: "Tillåt aviseringar på {{devices}}, så att koder når dig när appen är stängd.",
    ADD_AUTHENTICATOR:
      "Lägg till en autentiseringsapp: den fungerar utan täckning, och dess koder kan inte skickas till någon annans nummer. Den upphör med telefonnumret: tar du bort numret försvinner den.",
    ADD_AUTHENTICATOR_ON_ANOTHER_DEVICE:
      "Lägg också till en autentiseringsapp på en annan enhet än mobilen, ifall telefonen tappas bort eller blir stulen. Den upphör med telefonnumret: tar du bort numret försvinner den.",
    UPDATE_APP: "Uppdatera appen på {{devices}}: den är för gammal för att logga in med tvåstegsverifiering.",
    REVIEW_one: "{{count}} enhet är betrodd. Ta bort dem du inte längre använder.",
    REVIEW_other: "{{count}} enheter är betrodda. Ta bort dem du inte längre använder.",
    oldApp: "En app är för gammal för att logga in med tvåstegsverifiering: uppdatera den.",
  },
  ru: {
    CHANGE_PASSWORD:
      "Недавно кого-то с вашим паролем не пустили. Если это были не вы, смените его сейчас — здесь и везде, где он используется.",
    ENABLE_TWO_STEP: "Включите двухэтапную проверку, чтобы одного пароля было недостаточно для входа.",
    fewCodes_one: "Остался {{count}} резервный код. Создайте новый набор.",
    fewCodes_few: "Осталось {{count}} резервных кода. Создайте новый набор.",
    fewCodes_many: "Осталось {{count}} резервных кодов. Создайте новый набор.",
    noCodes: "Создайте резервные коды и храните их на бумаге на случай потери телефона.",
    TURN_ON_NOTIFICATIONS: "Разрешите уведомления, чтобы коды приходили и при закрытом приложении.",
    notificationsOn: "Разрешите уведомления ({{devices}}), чтобы коды приходили и при закрытом приложении.",
    ADD_AUTHENTICATOR:
      "Добавьте приложение-аутентификатор: оно работает без связи, и его коды нельзя отправить на чужой номер. Оно связано с номером телефона: удалив номер, вы отключите и его.",
    ADD_AUTHENTICATOR_ON_ANOTHER_DEVICE:
      "Добавьте приложение-аутентификатор и на другом устройстве, кроме телефона, на случай его потери или кражи. Оно связано с номером телефона: удалив номер, вы отключите и его.",
    UPDATE_APP: "Обновите приложение ({{devices}}): эта версия слишком старая для входа с двухэтапной проверкой.",
    REVIEW_one: "Доверенных устройств: {{count}}. Удалите те, которыми больше не пользуетесь.",
    REVIEW_few: "Доверенных устройств: {{count}}. Удалите те, которыми больше не пользуетесь.",
    REVIEW_many: "Доверенных устройств: {{count}}. Удалите те, которыми больше не пользуетесь.",
    oldApp: "Одно из приложений слишком старое для входа с двухэтапной проверкой: обновите его.",
  },
  de: {
    CHANGE_PASSWORD:
      "Vor Kurzem wurde jemand mit Ihrem Passwort abgewiesen. Wenn Sie das nicht waren, ändern Sie es jetzt, auch überall sonst, wo Sie es verwenden.",
    ENABLE_TWO_STEP:
      "Aktivieren Sie die Bestätigung in zwei Schritten, damit das Passwort allein niemanden hineinlässt.",
    fewCodes_one: "Nur noch {{count}} Wiederherstellungscode ist übrig. Erstellen Sie einen neuen Satz.",
    fewCodes_other: "Nur noch {{count}} Wiederherstellungscodes sind übrig. Erstellen Sie einen neuen Satz.",
    noCodes:
      "Erstellen Sie Wiederherstellungscodes und bewahren Sie sie auf Papier auf, falls Ihr Telefon verloren geht.",
    TURN_ON_NOTIFICATIONS: "Erlauben Sie Benachrichtigungen, damit Codes Sie auch bei geschlossener App erreichen.",
    notificationsOn:
      "Erlauben Sie Benachrichtigungen auf {{devices}}, damit Codes Sie auch bei geschlossener App erreichen.",
    ADD_AUTHENTICATOR:
      "Fügen Sie eine Authenticator-App hinzu: Sie funktioniert ohne Empfang, und ihre Codes können an keine fremde Nummer gehen. Sie hängt an Ihrer Telefonnummer: Wer die Nummer entfernt, entfernt auch sie.",
    ADD_AUTHENTICATOR_ON_ANOTHER_DEVICE:
      "Fügen Sie auch auf einem anderen Gerät als Ihrem Handy eine Authenticator-App hinzu, falls das Handy verloren geht oder gestohlen wird. Sie hängt an Ihrer Telefonnummer: Wer die Nummer entfernt, entfernt auch sie.",
    UPDATE_APP:
      "Aktualisieren Sie die App auf {{devices}}: Sie ist zu alt, um sich mit der Bestätigung in zwei Schritten anzumelden.",
    REVIEW_one: "{{count}} Gerät ist vertrauenswürdig. Entfernen Sie, was Sie nicht mehr verwenden.",
    REVIEW_other: "{{count}} Geräte sind vertrauenswürdig. Entfernen Sie, was Sie nicht mehr verwenden.",
    oldApp: "Eine App ist zu alt, um sich mit der Bestätigung in zwei Schritten anzumelden: Aktualisieren Sie sie.",
  },
  fr: {
    CHANGE_PASSWORD:
      "Quelqu’un qui connaît votre mot de passe a été refusé récemment. Si ce n’était pas vous, changez-le maintenant, ici et partout où vous l’utilisez.",
    ENABLE_TWO_STEP:
      "Activez la validation en deux étapes, pour que votre mot de passe seul ne laisse entrer personne.",
    fewCodes_one: "Il ne reste que {{count}} code de secours. Créez-en un nouveau jeu.",
    fewCodes_other: "Il ne reste que {{count}} codes de secours. Créez-en un nouveau jeu.",
    noCodes: "Créez des codes de secours et gardez-les sur papier, au cas où vous perdriez votre téléphone.",
    TURN_ON_NOTIFICATIONS: "Autorisez les notifications, pour recevoir les codes même quand l’application est fermée.",
    notificationsOn:
      "Autorisez les notifications sur {{devices}}, pour recevoir les codes même quand l’application est fermée.",
    ADD_AUTHENTICATOR:
      "Ajoutez une application d’authentification : elle fonctionne sans réseau et ses codes ne peuvent pas partir vers un autre numéro. Elle dépend de votre numéro de téléphone : le supprimer la désactive.",
    ADD_AUTHENTICATOR_ON_ANOTHER_DEVICE:
      "Ajoutez aussi une application d’authentification sur un autre appareil que votre téléphone, en cas de perte ou de vol. Elle dépend de votre numéro de téléphone : le supprimer la désactive.",
    UPDATE_APP:
      "Mettez à jour l’application sur {{devices}} : elle est trop ancienne pour se connecter avec la validation en deux étapes.",
    REVIEW_one: "{{count}} appareil est de confiance. Retirez ceux que vous n’utilisez plus.",
    REVIEW_other: "{{count}} appareils sont de confiance. Retirez ceux que vous n’utilisez plus.",
    oldApp: "Une application est trop ancienne pour se connecter avec la validation en deux étapes : mettez-la à jour.",
  },
  es: {
    CHANGE_PASSWORD:
      "Hace poco se rechazó a alguien que tenía tu contraseña. Si no has sido tú, cámbiala ahora, y también en los demás sitios donde la uses.",
    ENABLE_TWO_STEP: "Activa la verificación en dos pasos, para que la contraseña sola no deje entrar a nadie.",
    fewCodes_one: "Solo queda {{count}} código de recuperación. Crea un nuevo juego.",
    fewCodes_other: "Solo quedan {{count}} códigos de recuperación. Crea un nuevo juego.",
    noCodes: "Crea códigos de recuperación y guárdalos en papel, por si pierdes el teléfono.",
    TURN_ON_NOTIFICATIONS: "Permite las notificaciones, para recibir los códigos aunque la app esté cerrada.",
    notificationsOn: "Permite las notificaciones en {{devices}}, para recibir los códigos aunque la app esté cerrada.",
    ADD_AUTHENTICATOR:
      "Añade una app de autenticación: funciona sin cobertura y sus códigos no se pueden enviar al número de otra persona. Depende de tu número de teléfono: si eliminas el número, también se elimina.",
    ADD_AUTHENTICATOR_ON_ANOTHER_DEVICE:
      "Añade también una app de autenticación en otro dispositivo que no sea tu móvil, por si lo pierdes o te lo roban. Depende de tu número de teléfono: si eliminas el número, también se elimina.",
    UPDATE_APP:
      "Actualiza la app en {{devices}}: es demasiado antigua para iniciar sesión con la verificación en dos pasos.",
    REVIEW_one: "Hay {{count}} dispositivo de confianza. Quita los que ya no uses.",
    REVIEW_other: "Hay {{count}} dispositivos de confianza. Quita los que ya no uses.",
    oldApp: "Una app es demasiado antigua para iniciar sesión con la verificación en dos pasos: actualízala.",
  },
  pt: {
    CHANGE_PASSWORD:
      "Alguém com a sua senha foi barrado recentemente. Se não foi você, troque-a agora, aqui e em todos os lugares em que a usa.",
    ENABLE_TWO_STEP: "Ative a verificação em duas etapas, para que a senha sozinha não deixe ninguém entrar.",
    fewCodes_one: "Resta apenas {{count}} código de recuperação. Crie um novo conjunto.",
    fewCodes_other: "Restam apenas {{count}} códigos de recuperação. Crie um novo conjunto.",
    noCodes: "Crie códigos de recuperação e guarde-os em papel, para o caso de perder o telefone.",
    TURN_ON_NOTIFICATIONS: "Permita as notificações, para receber os códigos mesmo com o aplicativo fechado.",
    notificationsOn: "Permita as notificações em {{devices}}, para receber os códigos mesmo com o aplicativo fechado.",
    ADD_AUTHENTICATOR:
      "Adicione um aplicativo autenticador: ele funciona sem sinal e seus códigos não podem ir para o número de outra pessoa. Ele depende do seu número de telefone: remover o número também o remove.",
    ADD_AUTHENTICATOR_ON_ANOTHER_DEVICE:
      "Adicione também um aplicativo autenticador em outro dispositivo que não o celular, para o caso de perda ou roubo. Ele depende do seu número de telefone: remover o número também o remove.",
    UPDATE_APP:
      "Atualize o aplicativo em {{devices}}: ele é antigo demais para entrar com a verificação em duas etapas.",
    REVIEW_one: "{{count}} dispositivo é confiável. Remova os que você não usa mais.",
    REVIEW_other: "{{count}} dispositivos são confiáveis. Remova os que você não usa mais.",
    oldApp: "Um aplicativo é antigo demais para entrar com a verificação em duas etapas: atualize-o.",
  },
  zh: {
    CHANGE_PASSWORD:
      "最近有人使用您的密码登录但被拒绝。如果不是您本人，请立即修改密码，并在其他使用该密码的地方一并修改。",
    ENABLE_TWO_STEP: "请开启两步验证，这样仅凭密码无法登录您的账号。",
    fewCodes_other: "仅剩 {{count}} 个恢复代码。请生成一组新的。",
    noCodes: "请生成恢复代码并抄写在纸上保存，以防手机丢失。",
    TURN_ON_NOTIFICATIONS: "请允许通知，以便在应用关闭时也能收到验证码。",
    notificationsOn: "请在 {{devices}} 上允许通知，以便在应用关闭时也能收到验证码。",
    ADD_AUTHENTICATOR:
      "请添加身份验证器：它无需信号即可使用，且验证码不会被发送到他人的号码。它依赖您的手机号码：移除号码后，它也会被移除。",
    ADD_AUTHENTICATOR_ON_ANOTHER_DEVICE:
      "请在手机以外的另一台设备上也添加身份验证器，以防手机丢失或被盗。它依赖您的手机号码：移除号码后，它也会被移除。",
    UPDATE_APP: "请更新 {{devices}} 上的应用：其版本过旧，无法在开启两步验证的情况下登录。",
    REVIEW_other: "共有 {{count}} 台受信任设备。请移除您不再使用的设备。",
    oldApp: "有应用版本过旧，无法在开启两步验证的情况下登录：请更新。",
  },
});
