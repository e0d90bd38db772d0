import { words } from "../kernel/words.ts";

export const copiedDeviceWords = words({
  en: {
    subject: "A device is no longer trusted",
    what: "An old key of one of your trusted devices was used. That happens when somebody has copied it, so the device is no longer trusted: its next sign-in needs a code.",
    backup: "If you restored the phone from a backup just now, that explains it.",
  },
  sv: {
    subject: "En enhet är inte längre betrodd",
    what: "En gammal nyckel till en av dina betrodda enheter användes. Det händer när någon har kopierat den, så enheten är inte längre betrodd: nästa inloggning på den kräver en kod.",
    backup: "Om du nyss återställde telefonen från en säkerhetskopia är det förklaringen.",
  },
  ru: {
    subject: "Одно из устройств больше не является доверенным",
    what: "Был использован старый ключ одного из ваших доверенных устройств. Так бывает, если кто-то его скопировал, поэтому устройство больше не является доверенным: при следующем входе понадобится код.",
    backup: "Если вы только что восстановили телефон из резервной копии, причина в этом.",
  },
  de: {
    subject: "Ein Gerät ist nicht mehr vertrauenswürdig",
    what: "Ein alter Schlüssel eines Ihrer vertrauenswürdigen Geräte wurde verwendet. Das geschieht, wenn ihn jemand kopiert hat. Deshalb ist das Gerät nicht mehr vertrauenswürdig: Die nächste Anmeldung dort braucht einen Code.",
    backup: "Wenn Sie das Telefon gerade aus einer Sicherung wiederhergestellt haben, ist das die Erklärung.",
  },
  fr: {
    subject: "Un appareil n’est plus de confiance",
    what: "Une ancienne clé de l’un de vos appareils de confiance a été utilisée. Cela arrive quand quelqu’un l’a copiée ; l’appareil n’est donc plus de confiance : sa prochaine connexion demandera un code.",
    backup: "Si vous venez de restaurer le téléphone à partir d’une sauvegarde, c’est l’explication.",
  },
  es: {
    subject: "Un dispositivo ya no es de confianza",
    what: "Se ha usado una clave antigua de uno de tus dispositivos de confianza. Eso ocurre cuando alguien la ha copiado, así que el dispositivo ya no es de confianza: su próximo inicio de sesión pedirá un código.",
    backup: "Si acabas de restaurar el teléfono desde una copia de seguridad, esa es la explicación.",
  },
  pt: {
    subject: "Um dispositivo deixou de ser confiável",
    what: "Uma chave antiga de um dos seus dispositivos confiáveis foi usada. Isso acontece quando alguém a copiou; por isso, o dispositivo deixou de ser confiável: o próximo acesso nele pedirá um código.",
    backup: "Se você acabou de restaurar o telefone a partir de um backup, essa é a explicação.",
  },
  zh: {
    subject: "一台设备不再受信任",
    what: "您的一台受信任设备的旧密钥被使用。这通常意味着有人复制了它，因此该设备不再受信任：下次在该设备上登录时需要验证码。",
    backup: "如果您刚刚从备份恢复了手机，原因就在于此。",
  },
});
