import { words } from "../kernel/words.ts";

/** Short: an SMS that is not Latin holds seventy characters. */
export const smsWords = words({
  en: {
    code_one: "{{code}} is your Countersign code, good for {{count}} minute. Never give it to anyone.",
    code_other: "{{code}} is your Countersign code, good for {{count}} minutes. Never give it to anyone.",
  },
  sv: {
    code_one: "{{code}} är din kod till Countersign i {{count}} minut. Ge den aldrig till någon.",
    code_other: "{{code}} är din kod till Countersign i {{count}} minuter. Ge den aldrig till någon.",
  },
  ru: {
    code_one: "{{code}} — код Countersign на {{count}} минуту. Никому его не сообщайте.",
    code_few: "{{code}} — код Countersign на {{count}} минуты. Никому его не сообщайте.",
    code_many: "{{code}} — код Countersign на {{count}} минут. Никому его не сообщайте.",
  },
  de: {
    code_one: "{{code}} ist Ihr Countersign-Code, {{count}} Minute lang. Geben Sie ihn niemandem.",
    code_other: "{{code}} ist Ihr Countersign-Code, {{count}} Minuten lang. Geben Sie ihn niemandem.",
  },
  fr: {
    code_one: "{{code}} est votre code Countersign, valable {{count}} minute. Ne le donnez à personne.",
    code_other: "{{code}} est votre code Countersign, valable {{count}} minutes. Ne le donnez à personne.",
  },
  es: {
    code_one: "{{code}} es tu código de Countersign, vale {{count}} minuto. No se lo des a nadie.",
    code_other: "{{code}} es tu código de Countersign, vale {{count}} minutos. No se lo des a nadie.",
  },
  pt: {
    code_one: "{{code}} é seu código Countersign, vale por {{count}} minuto. Não o passe a ninguém.",
    code_other: "{{code}} é seu código Countersign, vale por {{count}} minutos. Não o passe a ninguém.",
  },
  zh: {
    code_other: "{{code}} 是您的 Countersign 验证码，{{count}} 分钟内有效。请勿告诉任何人。",
  },
});
