import { words } from "../kernel/words.ts";

export const fatigueWords = words({
  en: {
    subject: "Sign-in requests are paused on your devices",
    what: "Three sign-in requests were shown on your trusted devices within an hour, the last of them from here:",
    until: "For an hour no more are shown. A code can still be sent in another way.",
    knows: "Whoever asks knows your password. Answer none of the requests with yes.",
  },
  sv: {
    subject: "Inloggningsförfrågningar är pausade på dina enheter",
    what: "Tre inloggningsförfrågningar visades på dina betrodda enheter inom en timme, den sista härifrån:",
    until: "Under en timme visas inga fler. En kod kan fortfarande skickas på annat sätt.",
    knows: "Den som frågar kan ditt lösenord. Godkänn inte någon av förfrågningarna.",
  },
  ru: {
    subject: "Запросы на вход на ваших устройствах приостановлены",
    what: "За час на ваших доверенных устройствах показано три запроса на вход, последний — отсюда:",
    until: "В течение часа новых запросов не будет. Код по-прежнему можно получить другим способом.",
    knows: "Тот, кто их отправляет, знает ваш пароль. Не подтверждайте ни один из запросов.",
  },
  de: {
    subject: "Anmeldeanfragen auf Ihren Geräten sind pausiert",
    what: "Innerhalb einer Stunde wurden auf Ihren vertrauenswürdigen Geräten drei Anmeldeanfragen angezeigt, die letzte von hier:",
    until: "Eine Stunde lang werden keine weiteren angezeigt. Ein Code kann weiterhin auf anderem Weg gesendet werden.",
    knows: "Wer anfragt, kennt Ihr Passwort. Bestätigen Sie keine der Anfragen.",
  },
  fr: {
    subject: "Les demandes de connexion sont suspendues sur vos appareils",
    what: "Trois demandes de connexion ont été affichées sur vos appareils de confiance en une heure, la dernière provenant d’ici :",
    until: "Pendant une heure, plus aucune n’est affichée. Un code peut toujours être envoyé autrement.",
    knows: "Quiconque les envoie connaît votre mot de passe. N’approuvez aucune de ces demandes.",
  },
  es: {
    subject: "Las solicitudes de inicio de sesión están en pausa en tus dispositivos",
    what: "En una hora se han mostrado tres solicitudes de inicio de sesión en tus dispositivos de confianza, la última desde aquí:",
    until: "Durante una hora no se mostrará ninguna más. Se puede seguir enviando un código por otro medio.",
    knows: "Quien las envía conoce tu contraseña. No apruebes ninguna de las solicitudes.",
  },
  pt: {
    subject: "As solicitações de acesso estão pausadas nos seus dispositivos",
    what: "Em uma hora, três solicitações de acesso foram mostradas nos seus dispositivos confiáveis, a última daqui:",
    until: "Durante uma hora nenhuma outra é mostrada. Um código ainda pode ser enviado de outra forma.",
    knows: "Quem as envia conhece a sua senha. Não aprove nenhuma das solicitações.",
  },
  zh: {
    subject: "您设备上的登录请求已暂停",
    what: "一小时内，您的受信任设备上显示了三次登录请求，最后一次的情况如下：",
    until: "一小时内不再显示。验证码仍可通过其他方式发送。",
    knows: "发出请求的人知道您的密码。请不要批准其中任何一个请求。",
  },
});
