import { words } from "../kernel/words.ts";

export const lostTrustWords = words({
  en: {
    subject: "A device is not trusted any more",
    what: "Twenty wrong passwords were tried within a day on a device that you trusted. It vouches for you no more: its next sign-in is asked for a code.",
    you: "If it was you, sign in on it again and trust it. If you have forgotten the password, reset it from the sign-in page.",
    notYou: "Somebody else has that device in hand: sign in on another one and end its sessions.",
  },
  sv: {
    subject: "En enhet är inte längre betrodd",
    what: "Tjugo felaktiga lösenord provades på ett dygn på en enhet som du litade på. Den går inte längre i god för dig: nästa inloggning där kräver en kod.",
    you: "Om det var du: logga in på den igen och gör den betrodd. Har du glömt lösenordet kan du återställa det från inloggningssidan.",
    notYou: "Någon annan har den enheten i handen: logga in på en annan och avsluta dess sessioner.",
  },
  ru: {
    subject: "Одно из устройств больше не является доверенным",
    what: "За сутки на доверенном устройстве двадцать раз ввели неверный пароль. Оно больше не подтверждает вашу личность: при следующем входе потребуется код.",
    you: "Если это были вы, войдите на нём снова и сделайте его доверенным. Если вы забыли пароль, сбросьте его на странице входа.",
    notYou: "Этим устройством пользуется кто-то другой: войдите на другом и завершите его сеансы.",
  },
  de: {
    subject: "Ein Gerät ist nicht mehr vertrauenswürdig",
    what: "Auf einem Gerät, dem Sie vertrauten, wurden innerhalb eines Tages zwanzig falsche Passwörter eingegeben. Es bürgt nicht mehr für Sie: Die nächste Anmeldung dort verlangt einen Code.",
    you: "Wenn Sie das waren, melden Sie sich dort wieder an und vertrauen Sie ihm. Haben Sie das Passwort vergessen, setzen Sie es auf der Anmeldeseite zurück.",
    notYou:
      "Jemand anderes hat dieses Gerät in der Hand: Melden Sie sich auf einem anderen an und beenden Sie seine Sitzungen.",
  },
  fr: {
    subject: "Un appareil n’est plus de confiance",
    what: "Vingt mots de passe erronés ont été essayés en une journée sur un appareil de confiance. Il ne se porte plus garant de vous : sa prochaine connexion demandera un code.",
    you: "Si c’était vous, reconnectez-vous sur cet appareil et accordez-lui à nouveau votre confiance. Si vous avez oublié le mot de passe, réinitialisez-le depuis la page de connexion.",
    notYou: "Quelqu’un d’autre a cet appareil en main : connectez-vous sur un autre et mettez fin à ses sessions.",
  },
  es: {
    subject: "Un dispositivo ya no es de confianza",
    what: "En un día se han probado veinte contraseñas incorrectas en un dispositivo de confianza. Ya no responde por ti: su próximo inicio de sesión pedirá un código.",
    you: "Si has sido tú, vuelve a iniciar sesión en él y márcalo como de confianza. Si has olvidado la contraseña, restablécela desde la página de inicio de sesión.",
    notYou: "Otra persona tiene ese dispositivo en sus manos: inicia sesión en otro y cierra sus sesiones.",
  },
  pt: {
    subject: "Um dispositivo deixou de ser confiável",
    what: "Vinte senhas erradas foram tentadas em um dia em um dispositivo confiável. Ele não responde mais por você: o próximo acesso nele pedirá um código.",
    you: "Se foi você, entre nele novamente e marque-o como confiável. Se esqueceu a senha, redefina-a na página de login.",
    notYou: "Outra pessoa está com esse dispositivo: entre em outro e encerre as sessões dele.",
  },
  zh: {
    subject: "一台设备不再受信任",
    what: "一台受信任设备在一天内输入了二十次错误密码，因此不再受信任：下次在该设备上登录时需要验证码。",
    you: "如果是您本人，请在该设备上重新登录并设为受信任。如果忘记了密码，请在登录页面重置。",
    notYou: "该设备在他人手中：请在另一台设备上登录，并结束其会话。",
  },
});
