import { words } from "../kernel/words.ts";

export const takenEmailWords = words({
  en: {
    subject: "Somebody wanted to use your address",
    what: "Somebody who is signed in to another account, on {{device}}, wanted to move that account to this address. The address has an account already, so nothing was changed.",
    you: "If it was you, use that account, or another address.",
    notYou: "If it was not you, there is nothing to do.",
  },
  sv: {
    subject: "Någon ville använda din adress",
    what: "Någon som är inloggad på ett annat konto, på {{device}}, ville flytta det kontot till den här adressen. Adressen har redan ett konto, så ingenting har ändrats.",
    you: "Om det var du: använd det kontot eller en annan adress.",
    notYou: "Om det inte var du behöver du inte göra någonting.",
  },
  ru: {
    subject: "Кто-то хотел использовать ваш адрес",
    what: "Кто-то, кто вошёл в другую учётную запись на устройстве {{device}}, хотел перевести её на этот адрес. Для него уже есть учётная запись, поэтому ничего не изменилось.",
    you: "Если это были вы, воспользуйтесь той учётной записью или другим адресом.",
    notYou: "Если это были не вы, делать ничего не нужно.",
  },
  de: {
    subject: "Jemand wollte Ihre Adresse verwenden",
    what: "Jemand, der auf {{device}} bei einem anderen Konto angemeldet ist, wollte dieses Konto auf diese Adresse umstellen. Zu dieser Adresse gibt es schon ein Konto, deshalb wurde nichts geändert.",
    you: "Wenn Sie das waren, verwenden Sie jenes Konto oder eine andere Adresse.",
    notYou: "Wenn Sie das nicht waren, müssen Sie nichts tun.",
  },
  fr: {
    subject: "Quelqu’un a voulu utiliser votre adresse",
    what: "Quelqu’un, connecté à un autre compte sur {{device}}, a voulu rattacher ce compte à cette adresse. L’adresse a déjà un compte : rien n’a été modifié.",
    you: "Si c’était vous, utilisez ce compte-là ou une autre adresse.",
    notYou: "Si ce n’était pas vous, vous n’avez rien à faire.",
  },
  es: {
    subject: "Alguien ha querido usar tu dirección",
    what: "Alguien que ha iniciado sesión en otra cuenta, en {{device}}, ha querido pasar esa cuenta a esta dirección. La dirección ya tiene una cuenta, así que no se ha cambiado nada.",
    you: "Si has sido tú, usa esa cuenta u otra dirección.",
    notYou: "Si no has sido tú, no tienes que hacer nada.",
  },
  pt: {
    subject: "Alguém quis usar o seu endereço",
    what: "Alguém que entrou em outra conta, em {{device}}, quis passar essa conta para este endereço. O endereço já tem uma conta; portanto, nada foi alterado.",
    you: "Se foi você, use aquela conta ou outro endereço.",
    notYou: "Se não foi você, não é preciso fazer nada.",
  },
  zh: {
    subject: "有人想使用您的邮箱地址",
    what: "有人在 {{device}} 上登录了另一个账号，想将该账号的邮箱改为此地址。此地址已有账号，因此没有做任何更改。",
    you: "如果是您本人，请使用已有账号或其他邮箱地址。",
    notYou: "如果不是您本人，无需进行任何操作。",
  },
});
