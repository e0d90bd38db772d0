import { words } from "../kernel/words.ts";

export const resetHeldWords = words({
  en: {
    subject: "Somebody resets your password without a code",
    what: "Somebody who reads your mail said that they have no trusted device, phone, authenticator app or recovery code at hand. So the reset waits until {{opens}}.",
    you: "If it was you, ask for a new link then. It asks for nothing more, and your phone number, authenticator apps and recovery codes are removed.",
    stop: "Open the app on a device that you have trusted for three days or more, find this in your login activity and say that it was not you. That stops it.",
    mailbox: "Then secure your mailbox: somebody else reads it.",
    pushSubject: "Is this you resetting your password?",
    pushText: "Somebody without a code is resetting it. If it is not you, open the app before {{opens}} and say so.",
  },
  sv: {
    subject: "Någon återställer ditt lösenord utan kod",
    what: "Någon som läser din e-post uppgav sig sakna betrodd enhet, telefon, autentiseringsapp och återställningskod. Därför väntar återställningen till {{opens}}.",
    you: "Om det var du: be om en ny länk då. Den kräver inget mer, och ditt telefonnummer, dina autentiseringsappar och återställningskoder tas bort.",
    stop: "Öppna appen på en enhet som har varit betrodd i minst tre dagar, hitta detta i din inloggningsaktivitet och säg att det inte var du. Då stoppas det.",
    mailbox: "Säkra sedan din brevlåda: någon annan läser den.",
    pushSubject: "Är det du som återställer ditt lösenord?",
    pushText: "Någon utan kod återställer det. Om det inte är du: öppna appen före {{opens}} och säg det.",
  },
  ru: {
    subject: "Кто-то сбрасывает ваш пароль без кода",
    what: "Кто-то, кто читает вашу почту, сообщил, что у него нет под рукой ни доверенного устройства, ни телефона, ни приложения-аутентификатора, ни резервного кода. Поэтому сброс отложен: {{opens}}.",
    you: "Если это были вы, запросите после этого новую ссылку. Больше ничего не потребуется, а номер телефона, приложения-аутентификаторы и резервные коды будут удалены.",
    stop: "Откройте приложение на устройстве, которому вы доверяете не меньше трёх дней, найдите это событие в истории входов и укажите, что это были не вы. Это остановит сброс.",
    mailbox: "Затем защитите свой почтовый ящик: его читает кто-то ещё.",
    pushSubject: "Это вы сбрасываете пароль?",
    pushText:
      "Кто-то сбрасывает его без кода. Если это не вы, откройте приложение и сообщите об этом. Крайний срок: {{opens}}.",
  },
  de: {
    subject: "Jemand setzt Ihr Passwort ohne Code zurück",
    what: "Jemand, der Ihre E-Mails liest, hat angegeben, weder ein vertrauenswürdiges Gerät noch Telefon, Authenticator-App oder Wiederherstellungscode zur Hand zu haben. Das Zurücksetzen wartet deshalb bis {{opens}}.",
    you: "Wenn Sie das waren, fordern Sie dann einen neuen Link an. Er verlangt nichts weiter; Ihre Telefonnummer, Authenticator-Apps und Wiederherstellungscodes werden dabei entfernt.",
    stop: "Öffnen Sie die App auf einem Gerät, dem Sie seit mindestens drei Tagen vertrauen, suchen Sie diesen Vorgang in Ihrer Anmeldeaktivität und geben Sie an, dass Sie das nicht waren. Damit ist er gestoppt.",
    mailbox: "Sichern Sie danach Ihr Postfach: Jemand anderes liest es.",
    pushSubject: "Setzen Sie gerade Ihr Passwort zurück?",
    pushText:
      "Jemand setzt es ohne Code zurück. Wenn Sie das nicht sind, öffnen Sie die App vor dem {{opens}} und geben Sie das an.",
  },
  fr: {
    subject: "Quelqu’un réinitialise votre mot de passe sans code",
    what: "Quelqu’un qui lit vos messages a déclaré n’avoir sous la main ni appareil de confiance, ni téléphone, ni application d’authentification, ni code de secours. La réinitialisation attend donc jusqu’au {{opens}}.",
    you: "Si c’était vous, demandez alors un nouveau lien. Il ne demandera rien d’autre ; votre numéro de téléphone, vos applications d’authentification et vos codes de secours seront retirés.",
    stop: "Ouvrez l’application sur un appareil de confiance depuis au moins trois jours, retrouvez cet événement dans votre activité de connexion et indiquez que ce n’était pas vous. Cela l’arrête.",
    mailbox: "Sécurisez ensuite votre messagerie : quelqu’un d’autre la lit.",
    pushSubject: "Est-ce vous qui réinitialisez votre mot de passe ?",
    pushText:
      "Quelqu’un le réinitialise sans code. Si ce n’est pas vous, ouvrez l’application avant le {{opens}} et indiquez-le.",
  },
  es: {
    subject: "Alguien está restableciendo tu contraseña sin código",
    what: "Alguien que lee tu correo ha dicho que no tiene a mano ningún dispositivo de confianza, teléfono, app de autenticación ni código de recuperación. Por eso el restablecimiento espera hasta el {{opens}}.",
    you: "Si has sido tú, pide entonces un nuevo enlace. No pedirá nada más, y se quitarán tu número de teléfono, tus apps de autenticación y tus códigos de recuperación.",
    stop: "Abre la app en un dispositivo que sea de confianza desde hace tres días o más, busca esto en tu actividad de inicio de sesión y di que no has sido tú. Así se detiene.",
    mailbox: "Después protege tu buzón: otra persona lo lee.",
    pushSubject: "¿Eres tú quien restablece la contraseña?",
    pushText: "Alguien la está restableciendo sin código. Si no eres tú, abre la app antes del {{opens}} y dilo.",
  },
  pt: {
    subject: "Alguém está redefinindo sua senha sem código",
    what: "Alguém que lê seus e-mails disse não ter à mão nenhum dispositivo confiável, telefone, aplicativo autenticador ou código de recuperação. Por isso, a redefinição aguarda até {{opens}}.",
    you: "Se foi você, peça então um novo link. Ele não pedirá mais nada, e seu número de telefone, aplicativos autenticadores e códigos de recuperação serão removidos.",
    stop: "Abra o aplicativo em um dispositivo confiável há três dias ou mais, encontre isto na sua atividade de acesso e diga que não foi você. Isso interrompe a redefinição.",
    mailbox: "Depois, proteja sua caixa de correio: outra pessoa a lê.",
    pushSubject: "É você que está redefinindo a senha?",
    pushText:
      "Alguém está redefinindo a senha sem código. Se não for você, abra o aplicativo antes de {{opens}} e avise.",
  },
  zh: {
    subject: "有人正在不使用验证码重置您的密码",
    what: "有人能够查看您的邮件，并表示手边没有受信任设备、手机、身份验证器或恢复代码。因此，密码重置将推迟到 {{opens}}。",
    you: "如果是您本人，请届时重新获取链接。届时无需其他验证，您的手机号码、身份验证器和恢复代码将被移除。",
    stop: "请在受信任至少三天的设备上打开应用，在登录记录中找到此项并选择“不是我”，即可阻止重置。",
    mailbox: "然后请保护好您的邮箱：有其他人在查看它。",
    pushSubject: "是您本人在重置密码吗？",
    pushText: "有人正在不使用验证码重置密码。如果不是您本人，请在 {{opens}} 之前打开应用并说明。",
  },
});
