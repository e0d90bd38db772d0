import { words } from "../kernel/words.ts";

export const codeWords = words({
  en: {
    subject: "Your verification code",
    SIGN_IN:
      "Somebody with your password is signing in to your account on a new device. If it is you, enter this code there:",
    ENABLE_TWO_STEP: "You are turning on two-step verification. Enter this code in the app:",
    REAUTHENTICATE: "You are confirming a change of your account. Enter this code in the app:",
    RESET_PASSWORD: "You are resetting your password. Enter this code on the page:",
    CHANGE: "You are changing how you sign in. Enter this code in the app:",
    CHANGE_EMAIL: "You are making this the address of your account. Enter this code in the app:",
    tellNobody: "Your password may be known. Nobody gets in without this code, so give it to no one.",
  },
  sv: {
    subject: "Din verifieringskod",
    SIGN_IN:
      "Någon med ditt lösenord håller på att logga in på ditt konto på en ny enhet. Om det är du: skriv in koden där:",
    ENABLE_TWO_STEP: "Du håller på att slå på tvåstegsverifiering. Skriv in koden i appen:",
    REAUTHENTICATE: "Du håller på att bekräfta en ändring av ditt konto. Skriv in koden i appen:",
    RESET_PASSWORD: "Du håller på att återställa ditt lösenord. Skriv in koden på sidan:",
    CHANGE: "Du håller på att ändra hur du loggar in. Skriv in koden i appen:",
    CHANGE_EMAIL: "Du håller på att göra den här adressen till ditt kontos adress. Skriv in koden i appen:",
    tellNobody: "Någon kan känna till ditt lösenord. Ingen kommer in utan den här koden, så ge den inte till någon.",
  },
  ru: {
    subject: "Ваш код подтверждения",
    SIGN_IN:
      "Кто-то, кто знает ваш пароль, входит в вашу учётную запись на новом устройстве. Если это вы, введите там этот код:",
    ENABLE_TWO_STEP: "Вы включаете двухэтапную проверку. Введите этот код в приложении:",
    REAUTHENTICATE: "Вы подтверждаете изменение в своей учётной записи. Введите этот код в приложении:",
    RESET_PASSWORD: "Вы сбрасываете пароль. Введите этот код на странице:",
    CHANGE: "Вы меняете способ входа. Введите этот код в приложении:",
    CHANGE_EMAIL: "Вы делаете этот адрес адресом своей учётной записи. Введите этот код в приложении:",
    tellNobody: "Возможно, кто-то знает ваш пароль. Без этого кода войти нельзя, поэтому никому его не сообщайте.",
  },
  de: {
    subject: "Ihr Bestätigungscode",
    SIGN_IN:
      "Jemand mit Ihrem Passwort meldet sich gerade auf einem neuen Gerät bei Ihrem Konto an. Wenn Sie das sind, geben Sie dort diesen Code ein:",
    ENABLE_TWO_STEP: "Sie aktivieren gerade die Bestätigung in zwei Schritten. Geben Sie diesen Code in der App ein:",
    REAUTHENTICATE: "Sie bestätigen gerade eine Änderung an Ihrem Konto. Geben Sie diesen Code in der App ein:",
    RESET_PASSWORD: "Sie setzen gerade Ihr Passwort zurück. Geben Sie diesen Code auf der Seite ein:",
    CHANGE: "Sie ändern gerade, wie Sie sich anmelden. Geben Sie diesen Code in der App ein:",
    CHANGE_EMAIL: "Sie machen diese Adresse gerade zur Adresse Ihres Kontos. Geben Sie diesen Code in der App ein:",
    tellNobody:
      "Ihr Passwort ist möglicherweise bekannt. Ohne diesen Code kommt niemand hinein: Geben Sie ihn niemandem.",
  },
  fr: {
    subject: "Votre code de vérification",
    SIGN_IN:
      "Quelqu’un qui connaît votre mot de passe se connecte à votre compte sur un nouvel appareil. Si c’est vous, saisissez-y ce code :",
    ENABLE_TWO_STEP: "Vous activez la validation en deux étapes. Saisissez ce code dans l’application :",
    REAUTHENTICATE: "Vous confirmez une modification de votre compte. Saisissez ce code dans l’application :",
    RESET_PASSWORD: "Vous réinitialisez votre mot de passe. Saisissez ce code sur la page :",
    CHANGE: "Vous modifiez votre façon de vous connecter. Saisissez ce code dans l’application :",
    CHANGE_EMAIL: "Vous faites de cette adresse celle de votre compte. Saisissez ce code dans l’application :",
    tellNobody: "Votre mot de passe est peut-être connu. Personne n’entre sans ce code : ne le donnez à personne.",
  },
  es: {
    subject: "Tu código de verificación",
    SIGN_IN:
      "Alguien que conoce tu contraseña está iniciando sesión en tu cuenta en un dispositivo nuevo. Si eres tú, introduce allí este código:",
    ENABLE_TWO_STEP: "Estás activando la verificación en dos pasos. Introduce este código en la app:",
    REAUTHENTICATE: "Estás confirmando un cambio en tu cuenta. Introduce este código en la app:",
    RESET_PASSWORD: "Estás restableciendo tu contraseña. Introduce este código en la página:",
    CHANGE: "Estás cambiando la forma de iniciar sesión. Introduce este código en la app:",
    CHANGE_EMAIL: "Estás haciendo que esta sea la dirección de tu cuenta. Introduce este código en la app:",
    tellNobody: "Puede que alguien conozca tu contraseña. Nadie entra sin este código, así que no se lo des a nadie.",
  },
  pt: {
    subject: "Seu código de verificação",
    SIGN_IN:
      "Alguém com a sua senha está entrando na sua conta em um novo dispositivo. Se for você, digite este código nele:",
    ENABLE_TWO_STEP: "Você está ativando a verificação em duas etapas. Digite este código no aplicativo:",
    REAUTHENTICATE: "Você está confirmando uma alteração na sua conta. Digite este código no aplicativo:",
    RESET_PASSWORD: "Você está redefinindo sua senha. Digite este código na página:",
    CHANGE: "Você está alterando a forma de entrar na conta. Digite este código no aplicativo:",
    CHANGE_EMAIL: "Você está tornando este o endereço da sua conta. Digite este código no aplicativo:",
    tellNobody: "Talvez alguém conheça sua senha. Ninguém entra sem este código; portanto, não o passe a ninguém.",
  },
  zh: {
    subject: "您的验证码",
    SIGN_IN: "有人正在使用您的密码在新设备上登录您的账号。如果是您本人，请在该设备上输入以下验证码：",
    ENABLE_TWO_STEP: "您正在开启两步验证。请在应用中输入以下验证码：",
    REAUTHENTICATE: "您正在确认对账号的更改。请在应用中输入以下验证码：",
    RESET_PASSWORD: "您正在重置密码。请在页面上输入以下验证码：",
    CHANGE: "您正在更改登录方式。请在应用中输入以下验证码：",
    CHANGE_EMAIL: "您正在将此邮箱设为账号的邮箱地址。请在应用中输入以下验证码：",
    tellNobody: "您的密码可能已经泄露。没有此验证码任何人都无法登录，请勿将其告诉任何人。",
  },
});
