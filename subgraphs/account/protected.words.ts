import { words } from "../kernel/words.ts";

export const protectedWords = words({
  en: {
    subject: "Your account is protected: choose a new password",
    what: "Your account was protected on {{moment}}, because something in it was not done by you. Whoever tried probably knows your password, so it opens nothing any more.",
    choose: "Choose a new password",
    once: "The link works once, and not for long. Where it has ended, ask for another with “Forgot password” in the app.",
    strong:
      "Make it a strong one: 12 characters or more, several words or a mix of letters, digits and signs, and nothing that others know of you. The app and the page can suggest one.",
    onlyHere: "Use it nowhere else. If the old one opens anything else, such as your mailbox, change it there too.",
    review: "Then look through your trusted devices and your login activity, and remove what is not yours.",
  },
  sv: {
    subject: "Ditt konto är skyddat: välj ett nytt lösenord",
    what: "Ditt konto skyddades {{moment}}, eftersom något gjordes där som inte kom från dig. Den som försökte känner troligen till ditt lösenord, så det öppnar inte längre någonting.",
    choose: "Välj ett nytt lösenord",
    once: "Länken fungerar en gång och bara en kort tid. Har den slutat gälla kan du be om en ny med ”Glömt lösenordet” i appen.",
    strong:
      "Gör det starkt: minst 12 tecken, flera ord eller en blandning av bokstäver, siffror och tecken, och ingenting som andra vet om dig. Appen och sidan kan föreslå ett.",
    onlyHere:
      "Använd det ingen annanstans. Om det gamla öppnar något annat, till exempel din brevlåda, byt det där också.",
    review: "Gå sedan igenom dina betrodda enheter och din inloggningsaktivitet och ta bort det som inte är ditt.",
  },
  ru: {
    subject: "Ваша учётная запись защищена: задайте новый пароль",
    what: "{{moment}} ваша учётная запись была защищена, потому что некоторые действия в ней совершили не вы. Тот, кто это сделал, вероятно, знает ваш пароль, поэтому войти с ним больше нельзя.",
    choose: "Задать новый пароль",
    once: "Ссылка действует один раз и недолго. Если она уже не работает, запросите новую: «Забыли пароль» в приложении.",
    strong:
      "Пусть он будет надёжным: не меньше 12 символов, несколько слов или сочетание букв, цифр и знаков, и ничего из того, что о вас знают другие. Приложение и страница могут предложить такой пароль.",
    onlyHere:
      "Не используйте его больше нигде. Если старый пароль подходит к чему-то ещё, например к вашей почте, смените его и там.",
    review: "Затем просмотрите доверенные устройства и историю входов и удалите всё чужое.",
  },
  de: {
    subject: "Ihr Konto ist geschützt: Wählen Sie ein neues Passwort",
    what: "Ihr Konto wurde am {{moment}} geschützt, weil darin etwas geschah, das nicht von Ihnen kam. Wer es versucht hat, kennt vermutlich Ihr Passwort. Es öffnet deshalb nichts mehr.",
    choose: "Neues Passwort wählen",
    once: "Der Link funktioniert einmal und nur für kurze Zeit. Ist er abgelaufen, fordern Sie in der App mit „Passwort vergessen“ einen neuen an.",
    strong:
      "Wählen Sie ein starkes: 12 Zeichen oder mehr, mehrere Wörter oder eine Mischung aus Buchstaben, Ziffern und Zeichen, und nichts, was andere über Sie wissen. Die App und die Seite können eines vorschlagen.",
    onlyHere:
      "Verwenden Sie es nirgendwo sonst. Wenn das alte noch etwas anderes öffnet, zum Beispiel Ihr Postfach, ändern Sie es auch dort.",
    review:
      "Sehen Sie danach Ihre vertrauenswürdigen Geräte und Ihre Anmeldeaktivität durch und entfernen Sie, was nicht von Ihnen ist.",
  },
  fr: {
    subject: "Votre compte est protégé : choisissez un nouveau mot de passe",
    what: "Votre compte a été protégé le {{moment}}, car une action n’y venait pas de vous. La personne qui a essayé connaît probablement votre mot de passe : il n’ouvre donc plus rien.",
    choose: "Choisir un nouveau mot de passe",
    once: "Le lien fonctionne une seule fois et pour peu de temps. S’il a expiré, demandez-en un autre avec « Mot de passe oublié » dans l’application.",
    strong:
      "Choisissez-le robuste : 12 caractères ou plus, plusieurs mots ou un mélange de lettres, de chiffres et de signes, et rien que d’autres savent de vous. L’application et la page peuvent en proposer un.",
    onlyHere:
      "Ne l’utilisez nulle part ailleurs. Si l’ancien ouvre autre chose, votre messagerie par exemple, changez-le là aussi.",
    review:
      "Passez ensuite en revue vos appareils de confiance et votre activité de connexion, et retirez ce qui n’est pas à vous.",
  },
  es: {
    subject: "Tu cuenta está protegida: elige una nueva contraseña",
    what: "Tu cuenta quedó protegida el {{moment}}, porque algo en ella no lo hiciste tú. Quien lo intentó probablemente conoce tu contraseña, así que ya no abre nada.",
    choose: "Elegir una nueva contraseña",
    once: "El enlace funciona una sola vez y durante poco tiempo. Si ha caducado, pide otro con «¿Olvidaste tu contraseña?» en la app.",
    strong:
      "Que sea segura: 12 caracteres o más, varias palabras o una mezcla de letras, números y signos, y nada que otros sepan de ti. La app y la página pueden proponerte una.",
    onlyHere: "No la uses en ningún otro sitio. Si la antigua abre algo más, como tu correo, cámbiala allí también.",
    review:
      "Después revisa tus dispositivos de confianza y tu actividad de inicio de sesión, y quita lo que no sea tuyo.",
  },
  pt: {
    subject: "Sua conta está protegida: escolha uma nova senha",
    what: "Sua conta foi protegida em {{moment}}, porque algo nela não foi feito por você. Quem tentou provavelmente conhece sua senha; por isso, ela não abre mais nada.",
    choose: "Escolher uma nova senha",
    once: "O link funciona uma única vez e por pouco tempo. Se ele expirou, peça outro em “Esqueci a senha” no aplicativo.",
    strong:
      "Que seja forte: 12 caracteres ou mais, várias palavras ou uma mistura de letras, números e símbolos, e nada que outros saibam sobre você. O aplicativo e a página podem sugerir uma.",
    onlyHere: "Não a use em nenhum outro lugar. Se a antiga abre outra coisa, como seu e-mail, troque-a lá também.",
    review: "Depois, confira seus dispositivos confiáveis e sua atividade de acesso e remova o que não for seu.",
  },
  zh: {
    subject: "您的账号已受保护：请设置新密码",
    what: "由于账号中有并非您本人进行的操作，您的账号已于 {{moment}} 受到保护。对方很可能知道您的密码，因此该密码已无法再登录任何应用。",
    choose: "设置新密码",
    once: "该链接只能使用一次，且有效时间很短。如果链接已失效，请在应用中通过“忘记密码”重新获取。",
    strong:
      "请使用高强度密码：至少 12 个字符，由多个单词或字母、数字和符号混合组成，且不包含他人了解的个人信息。应用和页面都可以为您推荐密码。",
    onlyHere: "请不要在其他地方使用该密码。如果旧密码还用于其他服务（例如您的邮箱），请一并修改。",
    review: "然后检查您的受信任设备和登录记录，移除不属于您的内容。",
  },
});
