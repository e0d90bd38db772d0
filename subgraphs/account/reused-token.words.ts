import { words } from "../kernel/words.ts";

export const reusedTokenWords = words({
  en: {
    subject: "A device was signed out to protect you",
    what: "An old key of your app was used a second time. That happens when somebody has copied it, so we signed that device out.",
    again: "Sign in on it again. If you restored the phone from a backup just now, that explains it.",
  },
  sv: {
    subject: "En enhet loggades ut för att skydda dig",
    what: "En gammal nyckel till din app användes en andra gång. Det händer när någon har kopierat den, så vi loggade ut enheten.",
    again: "Logga in på den igen. Om du nyss återställde telefonen från en säkerhetskopia är det förklaringen.",
  },
  ru: {
    subject: "Для вашей защиты на одном из устройств выполнен выход",
    what: "Старый ключ вашего приложения был использован повторно. Так бывает, если кто-то его скопировал, поэтому мы вышли из учётной записи на этом устройстве.",
    again: "Войдите на нём заново. Если вы только что восстановили телефон из резервной копии, причина в этом.",
  },
  de: {
    subject: "Ein Gerät wurde zu Ihrem Schutz abgemeldet",
    what: "Ein alter Schlüssel Ihrer App wurde ein zweites Mal verwendet. Das geschieht, wenn ihn jemand kopiert hat. Deshalb haben wir dieses Gerät abgemeldet.",
    again:
      "Melden Sie sich dort wieder an. Wenn Sie das Telefon gerade aus einer Sicherung wiederhergestellt haben, ist das die Erklärung.",
  },
  fr: {
    subject: "Un appareil a été déconnecté pour vous protéger",
    what: "Une ancienne clé de votre application a été utilisée une seconde fois. Cela arrive quand quelqu’un l’a copiée ; nous avons donc déconnecté cet appareil.",
    again:
      "Reconnectez-vous sur cet appareil. Si vous venez de restaurer le téléphone à partir d’une sauvegarde, c’est l’explication.",
  },
  es: {
    subject: "Hemos cerrado la sesión de un dispositivo para protegerte",
    what: "Se ha usado por segunda vez una clave antigua de tu app. Eso ocurre cuando alguien la ha copiado, así que hemos cerrado la sesión de ese dispositivo.",
    again:
      "Vuelve a iniciar sesión en él. Si acabas de restaurar el teléfono desde una copia de seguridad, esa es la explicación.",
  },
  pt: {
    subject: "Um dispositivo foi desconectado para proteger você",
    what: "Uma chave antiga do seu aplicativo foi usada pela segunda vez. Isso acontece quando alguém a copiou; por isso, desconectamos esse dispositivo.",
    again: "Entre nele novamente. Se você acabou de restaurar o telefone a partir de um backup, essa é a explicação.",
  },
  zh: {
    subject: "为保护您，一台设备已被退出登录",
    what: "您的应用的一个旧密钥被再次使用。这通常意味着有人复制了它，因此我们已将该设备退出登录。",
    again: "请在该设备上重新登录。如果您刚刚从备份恢复了手机，原因就在于此。",
  },
});
