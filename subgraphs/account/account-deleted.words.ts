import { words } from "../kernel/words.ts";

export const accountDeletedWords = words({
  en: {
    subject: "Your account was deleted",
    what: "It was deleted for every app, by somebody who was signed in and gave the password. Every device was signed out. This was on {{moment}}.",
    gone: "What was yours is gone from our systems and can't be brought back: your address, devices, numbers and codes. What remains of the login activity names nobody.",
    knows: "Somebody knows your password: change it everywhere else where you use the same one.",
  },
  sv: {
    subject: "Ditt konto har raderats",
    what: "Det raderades för alla appar av någon som var inloggad och angav lösenordet. Alla enheter har loggats ut. Tidpunkt: {{moment}}.",
    gone: "Det som var ditt är borta ur våra system och kan inte återskapas: adress, enheter, nummer och koder. Det som finns kvar av inloggningsaktiviteten pekar inte ut någon.",
    knows: "Någon känner till ditt lösenord: byt det överallt där du använder samma lösenord.",
  },
  ru: {
    subject: "Ваша учётная запись удалена",
    what: "Её удалил для всех приложений кто-то, кто вошёл в неё и ввёл пароль. На всех устройствах выполнен выход. Время: {{moment}}.",
    gone: "Всё ваше удалено из наших систем без возможности восстановления: адрес, устройства, номера и коды. В сохранившейся истории входов никто не назван.",
    knows: "Кто-то знает ваш пароль: смените его везде, где вы используете такой же.",
  },
  de: {
    subject: "Ihr Konto wurde gelöscht",
    what: "Es wurde für alle Apps von jemandem gelöscht, der angemeldet war und das Passwort eingegeben hat. Alle Geräte wurden abgemeldet. Zeitpunkt: {{moment}}.",
    gone: "Was Ihnen gehörte, ist aus unseren Systemen entfernt und lässt sich nicht wiederherstellen: Adresse, Geräte, Nummern und Codes. Was von der Anmeldeaktivität bleibt, nennt niemanden.",
    knows: "Jemand kennt Ihr Passwort: Ändern Sie es überall sonst, wo Sie dasselbe verwenden.",
  },
  fr: {
    subject: "Votre compte a été supprimé",
    what: "Il a été supprimé pour toutes les applications par quelqu’un qui était connecté et a saisi le mot de passe. Tous les appareils ont été déconnectés. Date : {{moment}}.",
    gone: "Ce qui était à vous a disparu de nos systèmes et ne peut être rétabli : adresse, appareils, numéros et codes. Ce qui reste de l’activité de connexion ne désigne personne.",
    knows: "Quelqu’un connaît votre mot de passe : changez-le partout où vous utilisez le même.",
  },
  es: {
    subject: "Se ha eliminado tu cuenta",
    what: "La ha eliminado, para todas las apps, alguien que había iniciado sesión y dio la contraseña. Se ha cerrado la sesión en todos los dispositivos. Fecha: {{moment}}.",
    gone: "Lo que era tuyo ha desaparecido de nuestros sistemas y no se puede recuperar: dirección, dispositivos, números y códigos. Lo que queda de la actividad de inicio de sesión no nombra a nadie.",
    knows: "Alguien conoce tu contraseña: cámbiala en cualquier otro sitio donde uses la misma.",
  },
  pt: {
    subject: "Sua conta foi excluída",
    what: "Ela foi excluída, para todos os aplicativos, por alguém que havia entrado e informou a senha. Todos os dispositivos foram desconectados. Data: {{moment}}.",
    gone: "O que era seu foi apagado dos nossos sistemas e não pode ser recuperado: endereço, dispositivos, números e códigos. O que resta da atividade de acesso não identifica ninguém.",
    knows: "Alguém conhece sua senha: troque-a em todos os outros lugares em que usa a mesma.",
  },
  zh: {
    subject: "您的账号已删除",
    what: "有人登录后输入密码，删除了适用于所有应用的账号，所有设备均已退出登录。时间：{{moment}}。",
    gone: "您的邮箱地址、设备、号码和代码等数据已从我们的系统中清除，无法恢复。保留的登录记录不含任何个人身份。",
    knows: "有人知道您的密码：请在其他使用相同密码的地方修改密码。",
  },
});
