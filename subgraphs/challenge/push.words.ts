import { words } from "../kernel/words.ts";

/** What a locked screen shows: that a code waits, for what and where from, and never the code. */
export const pushWords = words({
  en: {
    SIGN_IN: "Is this you signing in?",
    RESET_PASSWORD: "Is this you resetting your password?",
    CHANGE: "Is this you changing your account?",
    text: "A verification code waits for {{device}} in {{place}}. Open the app to see it.",
  },
  sv: {
    SIGN_IN: "Är det du som loggar in?",
    RESET_PASSWORD: "Är det du som återställer ditt lösenord?",
    CHANGE: "Är det du som ändrar ditt konto?",
    text: "En verifieringskod väntar för {{device}} ({{place}}). Öppna appen för att se den.",
  },
  ru: {
    SIGN_IN: "Это вы входите?",
    RESET_PASSWORD: "Это вы сбрасываете пароль?",
    CHANGE: "Это вы меняете учётную запись?",
    text: "Код подтверждения для устройства {{device}} ({{place}}). Откройте приложение, чтобы увидеть его.",
  },
  de: {
    SIGN_IN: "Melden Sie sich gerade an?",
    RESET_PASSWORD: "Setzen Sie gerade Ihr Passwort zurück?",
    CHANGE: "Ändern Sie gerade Ihr Konto?",
    text: "Ein Bestätigungscode für {{device}} ({{place}}) wartet. Öffnen Sie die App, um ihn zu sehen.",
  },
  fr: {
    SIGN_IN: "Est-ce vous qui vous connectez ?",
    RESET_PASSWORD: "Est-ce vous qui réinitialisez votre mot de passe ?",
    CHANGE: "Est-ce vous qui modifiez votre compte ?",
    text: "Un code de vérification attend pour {{device}} ({{place}}). Ouvrez l’application pour le voir.",
  },
  es: {
    SIGN_IN: "¿Eres tú quien inicia sesión?",
    RESET_PASSWORD: "¿Eres tú quien restablece la contraseña?",
    CHANGE: "¿Eres tú quien cambia tu cuenta?",
    text: "Hay un código de verificación para {{device}} ({{place}}). Abre la app para verlo.",
  },
  pt: {
    SIGN_IN: "É você que está entrando?",
    RESET_PASSWORD: "É você que está redefinindo a senha?",
    CHANGE: "É você que está alterando sua conta?",
    text: "Há um código de verificação para {{device}} ({{place}}). Abra o aplicativo para vê-lo.",
  },
  zh: {
    SIGN_IN: "是您本人在登录吗？",
    RESET_PASSWORD: "是您本人在重置密码吗？",
    CHANGE: "是您本人在更改账号吗？",
    text: "{{device}}（{{place}}）的验证码已就绪。请打开应用查看。",
  },
});
