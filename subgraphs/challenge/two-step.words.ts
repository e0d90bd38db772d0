import { words } from "../kernel/words.ts";

export const twoStepWords = words({
  en: {
    on: "Two-step verification was turned on",
    off: "Two-step verification was turned off",
    fromNowOn:
      "From now on a new device is asked for a code, which your trusted devices show. This device is the first of them:",
    passwordAlone:
      "From now on your password alone signs in, and no device is trusted any more. We recommend that you turn it on again.",
  },
  sv: {
    on: "Tvåstegsverifiering har slagits på",
    off: "Tvåstegsverifiering har stängts av",
    fromNowOn:
      "Från och med nu krävs en kod på varje ny enhet, och dina betrodda enheter visar den. Den här enheten är den första av dem:",
    passwordAlone:
      "Från och med nu räcker lösenordet för att logga in, och ingen enhet är längre betrodd. Vi rekommenderar att du slår på den igen.",
  },
  ru: {
    on: "Двухэтапная проверка включена",
    off: "Двухэтапная проверка отключена",
    fromNowOn:
      "Теперь на каждом новом устройстве потребуется код — его покажут ваши доверенные устройства. Первое из них — это:",
    passwordAlone:
      "Теперь для входа достаточно одного пароля, и доверенных устройств больше нет. Мы рекомендуем снова включить проверку.",
  },
  de: {
    on: "Die Bestätigung in zwei Schritten wurde aktiviert",
    off: "Die Bestätigung in zwei Schritten wurde deaktiviert",
    fromNowOn:
      "Ab jetzt wird auf jedem neuen Gerät ein Code verlangt, den Ihre vertrauenswürdigen Geräte anzeigen. Dieses Gerät ist das erste davon:",
    passwordAlone:
      "Ab jetzt genügt das Passwort allein zur Anmeldung, und kein Gerät ist mehr vertrauenswürdig. Wir empfehlen, sie wieder zu aktivieren.",
  },
  fr: {
    on: "La validation en deux étapes a été activée",
    off: "La validation en deux étapes a été désactivée",
    fromNowOn:
      "Désormais, tout nouvel appareil demande un code, que vos appareils de confiance affichent. Celui-ci est le premier :",
    passwordAlone:
      "Désormais, votre mot de passe suffit pour se connecter et plus aucun appareil n’est de confiance. Nous vous recommandons de la réactiver.",
  },
  es: {
    on: "Se ha activado la verificación en dos pasos",
    off: "Se ha desactivado la verificación en dos pasos",
    fromNowOn:
      "A partir de ahora, en cada dispositivo nuevo se pedirá un código, que mostrarán tus dispositivos de confianza. Este es el primero:",
    passwordAlone:
      "A partir de ahora basta la contraseña para iniciar sesión y ningún dispositivo es de confianza. Te recomendamos volver a activarla.",
  },
  pt: {
    on: "A verificação em duas etapas foi ativada",
    off: "A verificação em duas etapas foi desativada",
    fromNowOn:
      "A partir de agora, cada novo dispositivo pede um código, que seus dispositivos confiáveis mostram. Este é o primeiro deles:",
    passwordAlone:
      "A partir de agora, a senha sozinha dá acesso e nenhum dispositivo é confiável. Recomendamos ativá-la novamente.",
  },
  zh: {
    on: "两步验证已开启",
    off: "两步验证已关闭",
    fromNowOn: "从现在起，新设备登录时需要输入验证码，验证码会显示在您的受信任设备上。第一台受信任设备是：",
    passwordAlone: "从现在起，仅凭密码即可登录，且不再有受信任设备。建议您重新开启两步验证。",
  },
});
