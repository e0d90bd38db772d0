import { words } from "../kernel/words.ts";

export const oldAppWords = words({
  en: {
    subject: "Update {{app}} to sign in",
    what: "{{app}} {{version}} on {{device}} tried to sign in to your account. Your account uses two-step verification, which this version can't do, so it was not let in.",
    update: "Update {{app}} to version {{minimum}} or newer, then sign in again.",
    notYou: "If this was not you, somebody knows your password: change it now.",
  },
  sv: {
    subject: "Uppdatera {{app}} för att logga in",
    what: "{{app}} {{version}} på {{device}} försökte logga in på ditt konto. Kontot använder tvåstegsverifiering, som den versionen inte klarar, så den släpptes inte in.",
    update: "Uppdatera {{app}} till version {{minimum}} eller senare och logga sedan in igen.",
    notYou: "Om det inte var du känner någon till ditt lösenord: byt det nu.",
  },
  ru: {
    subject: "Обновите {{app}}, чтобы войти",
    what: "Приложение {{app}} {{version}} на устройстве {{device}} пыталось войти в вашу учётную запись. В учётной записи включена двухэтапная проверка, которую эта версия не поддерживает, поэтому вход отклонён.",
    update: "Обновите {{app}} до версии {{minimum}} или новее и войдите снова.",
    notYou: "Если это были не вы, кто-то знает ваш пароль: смените его сейчас же.",
  },
  de: {
    subject: "Aktualisieren Sie {{app}}, um sich anzumelden",
    what: "{{app}} {{version}} auf {{device}} wollte sich bei Ihrem Konto anmelden. Ihr Konto nutzt die Bestätigung in zwei Schritten, die diese Version nicht kann; sie wurde deshalb abgewiesen.",
    update: "Aktualisieren Sie {{app}} auf Version {{minimum}} oder neuer und melden Sie sich dann erneut an.",
    notYou: "Wenn Sie das nicht waren, kennt jemand Ihr Passwort: Ändern Sie es jetzt.",
  },
  fr: {
    subject: "Mettez {{app}} à jour pour vous connecter",
    what: "{{app}} {{version}} sur {{device}} a tenté de se connecter à votre compte. Votre compte utilise la validation en deux étapes, que cette version ne prend pas en charge : l’accès lui a été refusé.",
    update: "Mettez {{app}} à jour vers la version {{minimum}} ou une version plus récente, puis reconnectez-vous.",
    notYou: "Si ce n’était pas vous, quelqu’un connaît votre mot de passe : changez-le maintenant.",
  },
  es: {
    subject: "Actualiza {{app}} para iniciar sesión",
    what: "{{app}} {{version}} en {{device}} intentó iniciar sesión en tu cuenta. Tu cuenta usa la verificación en dos pasos, que esa versión no admite, así que no se le permitió entrar.",
    update: "Actualiza {{app}} a la versión {{minimum}} o posterior y vuelve a iniciar sesión.",
    notYou: "Si no fuiste tú, alguien conoce tu contraseña: cámbiala ahora.",
  },
  pt: {
    subject: "Atualize o {{app}} para entrar",
    what: "O {{app}} {{version}} em {{device}} tentou entrar na sua conta. Sua conta usa a verificação em duas etapas, que essa versão não oferece; por isso, o acesso foi recusado.",
    update: "Atualize o {{app}} para a versão {{minimum}} ou mais recente e entre novamente.",
    notYou: "Se não foi você, alguém sabe a sua senha: troque-a agora.",
  },
  zh: {
    subject: "请更新 {{app}} 后再登录",
    what: "{{device}} 上的 {{app}} {{version}} 尝试登录您的账号。您的账号使用两步验证，而该版本不支持，因此登录被拒绝。",
    update: "请将 {{app}} 更新到 {{minimum}} 或更高版本，然后重新登录。",
    notYou: "如果不是您本人操作，说明有人知道您的密码：请立即更改密码。",
  },
});
