import { words } from "../kernel/words.ts";

export const confirmationWords = words({
  en: {
    subject: "Confirm your address",
    enter: "Welcome. Enter this code in the app to confirm that this address is yours:",
    life_one: "It is good for {{count}} minute, once, and only on the device where you signed up.",
    life_other: "It is good for {{count}} minutes, once, and only on the device where you signed up.",
    notYou: "If you did not sign up, ignore this letter: without the code nothing comes of it.",
  },
  sv: {
    subject: "Bekräfta din adress",
    enter: "Välkommen! Skriv in den här koden i appen för att bekräfta att adressen är din:",
    life_one: "Den gäller i {{count}} minut, en gång, och bara på enheten där du registrerade dig.",
    life_other: "Den gäller i {{count}} minuter, en gång, och bara på enheten där du registrerade dig.",
    notYou: "Om det inte var du som registrerade dig kan du strunta i det här mejlet: utan koden händer ingenting.",
  },
  ru: {
    subject: "Подтвердите свой адрес",
    enter: "Добро пожаловать! Введите этот код в приложении, чтобы подтвердить, что адрес принадлежит вам:",
    life_one: "Код действует {{count}} минуту, один раз и только на том устройстве, где вы регистрировались.",
    life_few: "Код действует {{count}} минуты, один раз и только на том устройстве, где вы регистрировались.",
    life_many: "Код действует {{count}} минут, один раз и только на том устройстве, где вы регистрировались.",
    notYou: "Если вы не регистрировались, просто не обращайте внимания на это письмо: без кода ничего не произойдёт.",
  },
  de: {
    subject: "Bestätigen Sie Ihre Adresse",
    enter: "Willkommen! Geben Sie diesen Code in der App ein, um zu bestätigen, dass diese Adresse Ihnen gehört:",
    life_one: "Er gilt {{count}} Minute lang, einmal, und nur auf dem Gerät, auf dem Sie sich registriert haben.",
    life_other: "Er gilt {{count}} Minuten lang, einmal, und nur auf dem Gerät, auf dem Sie sich registriert haben.",
    notYou:
      "Wenn Sie sich nicht registriert haben, können Sie diese Nachricht ignorieren: Ohne den Code geschieht nichts.",
  },
  fr: {
    subject: "Confirmez votre adresse",
    enter: "Bienvenue ! Saisissez ce code dans l’application pour confirmer que cette adresse est la vôtre :",
    life_one: "Il est valable {{count}} minute, une seule fois, et uniquement sur l’appareil de votre inscription.",
    life_other: "Il est valable {{count}} minutes, une seule fois, et uniquement sur l’appareil de votre inscription.",
    notYou: "Si vous ne vous êtes pas inscrit, ignorez ce message : sans le code, il ne se passera rien.",
  },
  es: {
    subject: "Confirma tu dirección",
    enter: "¡Te damos la bienvenida! Introduce este código en la app para confirmar que esta dirección es tuya:",
    life_one: "Vale durante {{count}} minuto, una sola vez, y solo en el dispositivo en el que te registraste.",
    life_other: "Vale durante {{count}} minutos, una sola vez, y solo en el dispositivo en el que te registraste.",
    notYou: "Si no te has registrado, ignora este mensaje: sin el código no pasará nada.",
  },
  pt: {
    subject: "Confirme seu endereço",
    enter: "Boas-vindas! Digite este código no aplicativo para confirmar que este endereço é seu:",
    life_one: "Ele vale por {{count}} minuto, uma única vez, e só no dispositivo em que você se cadastrou.",
    life_other: "Ele vale por {{count}} minutos, uma única vez, e só no dispositivo em que você se cadastrou.",
    notYou: "Se você não se cadastrou, ignore esta mensagem: sem o código, nada acontece.",
  },
  zh: {
    subject: "确认您的邮箱地址",
    enter: "欢迎！请在应用中输入以下验证码，确认此邮箱地址属于您：",
    life_other: "验证码 {{count}} 分钟内有效，只能使用一次，且只能在您注册时所用的设备上使用。",
    notYou: "如果您没有注册，请忽略此邮件：没有验证码，什么都不会发生。",
  },
});

export const takenAddressWords = words({
  en: {
    subject: "You already have an account",
    what: "Somebody signed up with this address, in the {{app}} app on {{device}}. The address has an account already, so nothing was changed.",
    you: "If it was you, sign in with the password that you have; one account serves every app. If you have forgotten it, reset it from the sign-in page.",
    notYou: "If it was not you, there is nothing to do.",
  },
  sv: {
    subject: "Du har redan ett konto",
    what: "Någon registrerade sig med den här adressen, i appen {{app}} på {{device}}. Adressen har redan ett konto, så ingenting har ändrats.",
    you: "Om det var du: logga in med lösenordet du redan har; ett konto gäller för alla appar. Har du glömt det kan du återställa det från inloggningssidan.",
    notYou: "Om det inte var du behöver du inte göra någonting.",
  },
  ru: {
    subject: "У вас уже есть учётная запись",
    what: "Кто-то зарегистрировался с этим адресом в приложении {{app}} на устройстве {{device}}. Для этого адреса уже есть учётная запись, поэтому ничего не изменилось.",
    you: "Если это были вы, войдите с уже имеющимся паролем: одна учётная запись подходит для всех приложений. Если вы его забыли, сбросьте его на странице входа.",
    notYou: "Если это были не вы, делать ничего не нужно.",
  },
  de: {
    subject: "Sie haben bereits ein Konto",
    what: "Jemand hat sich mit dieser Adresse in der App {{app}} auf {{device}} registriert. Zu dieser Adresse gibt es schon ein Konto, deshalb wurde nichts geändert.",
    you: "Wenn Sie es waren, melden Sie sich mit Ihrem bisherigen Passwort an; ein Konto gilt für alle Apps. Haben Sie es vergessen, setzen Sie es auf der Anmeldeseite zurück.",
    notYou: "Wenn Sie es nicht waren, müssen Sie nichts tun.",
  },
  fr: {
    subject: "Vous avez déjà un compte",
    what: "Quelqu’un s’est inscrit avec cette adresse, dans l’application {{app}} sur {{device}}. L’adresse a déjà un compte : rien n’a été modifié.",
    you: "Si c’était vous, connectez-vous avec le mot de passe que vous avez déjà : un seul compte sert pour toutes les applications. Si vous l’avez oublié, réinitialisez-le depuis la page de connexion.",
    notYou: "Si ce n’était pas vous, vous n’avez rien à faire.",
  },
  es: {
    subject: "Ya tienes una cuenta",
    what: "Alguien se ha registrado con esta dirección en la app {{app}} en {{device}}. La dirección ya tiene una cuenta, así que no se ha cambiado nada.",
    you: "Si has sido tú, inicia sesión con la contraseña que ya tienes: una sola cuenta sirve para todas las apps. Si la has olvidado, restablécela desde la página de inicio de sesión.",
    notYou: "Si no has sido tú, no tienes que hacer nada.",
  },
  pt: {
    subject: "Você já tem uma conta",
    what: "Alguém se cadastrou com este endereço no aplicativo {{app}} em {{device}}. O endereço já tem uma conta; portanto, nada foi alterado.",
    you: "Se foi você, entre com a senha que já tem: uma só conta vale para todos os aplicativos. Se a esqueceu, redefina-a na página de login.",
    notYou: "Se não foi você, não é preciso fazer nada.",
  },
  zh: {
    subject: "您已经有账号了",
    what: "有人在 {{device}} 上的 {{app}} 应用中使用此邮箱地址注册。该地址已有账号，因此没有做任何更改。",
    you: "如果是您本人，请用现有密码登录：一个账号可用于所有应用。如果忘记了密码，请在登录页面重置。",
    notYou: "如果不是您本人，无需进行任何操作。",
  },
});
