import { words } from "./words.ts";

/** What each signal means, to the person whose account it is. */
export const riskWords = words({
  en: {
    NEW_DEVICE: "This device has not signed in to your account before.",
    NEW_COUNTRY: "Your account has not been used from this country before.",
    NEW_PROVIDER: "Your account has not been used over this internet provider before.",
    IMPOSSIBLE_TRAVEL: "Your account was used a short while ago from a place too far away to have travelled from.",
    MANY_FAILURES: "Several sign-ins to your account failed within the last hour.",
    OLD_APP: "The app is too old for two-step verification.",
    HOSTING_NETWORK: "The sign-in came from a data centre or a VPN, not from a home or a phone.",
  },
  sv: {
    NEW_DEVICE: "Den här enheten har inte loggat in på ditt konto förut.",
    NEW_COUNTRY: "Ditt konto har inte använts från det här landet förut.",
    NEW_PROVIDER: "Ditt konto har inte använts via den här internetleverantören förut.",
    IMPOSSIBLE_TRAVEL:
      "Ditt konto användes nyss från en plats som är för långt borta för att man ska ha hunnit resa därifrån.",
    MANY_FAILURES: "Flera inloggningar på ditt konto misslyckades under den senaste timmen.",
    OLD_APP: "Appen är för gammal för tvåstegsverifiering.",
    HOSTING_NETWORK: "Inloggningen kom från en datorhall eller ett VPN, inte från ett hem eller en telefon.",
  },
  ru: {
    NEW_DEVICE: "С этого устройства раньше не входили в вашу учётную запись.",
    NEW_COUNTRY: "Из этой страны вашей учётной записью раньше не пользовались.",
    NEW_PROVIDER: "Через этого интернет-провайдера вашей учётной записью раньше не пользовались.",
    IMPOSSIBLE_TRAVEL: "Недавно вашей учётной записью пользовались в месте, откуда за это время нельзя было доехать.",
    MANY_FAILURES: "За последний час было несколько неудачных попыток входа в вашу учётную запись.",
    OLD_APP: "Приложение слишком старое для двухэтапной проверки.",
    HOSTING_NETWORK: "Вход выполнен из центра обработки данных или через VPN, а не из дома и не с телефона.",
  },
  de: {
    NEW_DEVICE: "Auf diesem Gerät hat sich bisher niemand bei Ihrem Konto angemeldet.",
    NEW_COUNTRY: "Aus diesem Land wurde Ihr Konto bisher nicht verwendet.",
    NEW_PROVIDER: "Über diesen Internetanbieter wurde Ihr Konto bisher nicht verwendet.",
    IMPOSSIBLE_TRAVEL:
      "Ihr Konto wurde kurz zuvor an einem Ort verwendet, von dem aus niemand so schnell hierher reist.",
    MANY_FAILURES: "In der letzten Stunde sind mehrere Anmeldungen bei Ihrem Konto fehlgeschlagen.",
    OLD_APP: "Die App ist zu alt für die Bestätigung in zwei Schritten.",
    HOSTING_NETWORK:
      "Die Anmeldung kam aus einem Rechenzentrum oder über ein VPN, nicht von zu Hause oder von einem Telefon.",
  },
  fr: {
    NEW_DEVICE: "Cet appareil ne s’était jamais connecté à votre compte.",
    NEW_COUNTRY: "Votre compte n’avait jamais été utilisé depuis ce pays.",
    NEW_PROVIDER: "Votre compte n’avait jamais été utilisé par ce fournisseur d’accès à Internet.",
    IMPOSSIBLE_TRAVEL:
      "Votre compte a été utilisé peu avant depuis un lieu trop éloigné pour en être venu entre-temps.",
    MANY_FAILURES: "Plusieurs connexions à votre compte ont échoué au cours de la dernière heure.",
    OLD_APP: "L’application est trop ancienne pour la validation en deux étapes.",
    HOSTING_NETWORK: "La connexion venait d’un centre de données ou d’un VPN, et non d’un domicile ou d’un téléphone.",
  },
  es: {
    NEW_DEVICE: "Este dispositivo no había iniciado sesión en tu cuenta antes.",
    NEW_COUNTRY: "Tu cuenta no se había usado antes desde este país.",
    NEW_PROVIDER: "Tu cuenta no se había usado antes con este proveedor de internet.",
    IMPOSSIBLE_TRAVEL: "Tu cuenta se usó hace poco desde un lugar demasiado lejano como para haber viajado desde allí.",
    MANY_FAILURES: "Varios inicios de sesión en tu cuenta han fallado en la última hora.",
    OLD_APP: "La app es demasiado antigua para la verificación en dos pasos.",
    HOSTING_NETWORK: "El inicio de sesión vino de un centro de datos o de una VPN, no de una casa ni de un teléfono.",
  },
  pt: {
    NEW_DEVICE: "Este dispositivo nunca tinha entrado na sua conta.",
    NEW_COUNTRY: "Sua conta nunca tinha sido usada a partir deste país.",
    NEW_PROVIDER: "Sua conta nunca tinha sido usada por este provedor de internet.",
    IMPOSSIBLE_TRAVEL: "Sua conta foi usada há pouco em um lugar longe demais para que se tenha viajado de lá.",
    MANY_FAILURES: "Vários acessos à sua conta falharam na última hora.",
    OLD_APP: "O aplicativo é antigo demais para a verificação em duas etapas.",
    HOSTING_NETWORK: "O acesso veio de um centro de dados ou de uma VPN, e não de uma casa ou de um telefone.",
  },
  zh: {
    NEW_DEVICE: "此设备以前从未登录过您的账号。",
    NEW_COUNTRY: "您的账号以前从未在这个国家或地区使用过。",
    NEW_PROVIDER: "您的账号以前从未通过这家网络服务商使用过。",
    IMPOSSIBLE_TRAVEL: "您的账号不久前在另一个地方使用过，两地相距太远，不可能在这段时间内到达。",
    MANY_FAILURES: "过去一小时内，您的账号有多次登录失败。",
    OLD_APP: "应用版本过旧，不支持两步验证。",
    HOSTING_NETWORK: "此次登录来自数据中心或 VPN，而不是家庭网络或手机。",
  },
});
