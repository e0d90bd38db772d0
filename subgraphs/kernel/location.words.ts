import { words } from "./words.ts";

/** Promise 9: the place is the internet provider's, and the person who reads it must not take it for their own. */
export const locationWords = words({
  en: {
    source: "This place is estimated from the IP address and its internet provider, not from GPS, and may be far off.",
    UNKNOWN: "On a cellular network above all, it is often another city.",
    FIXED: "It may be some towns away from where the device really was.",
    CELLULAR: "This is a cellular network, where it is often another city, or even another region.",
    HOSTING: "The address belongs to a data centre, as with a VPN, so the device may have been anywhere.",
    PRIVATE: "The address belongs to a local or reserved network, so no place can be told from it.",
    unknownPlace: "an unknown place",
  },
  sv: {
    source:
      "Platsen är uppskattad utifrån IP-adressen och dess internetleverantör, inte från GPS, och kan ligga långt fel.",
    UNKNOWN: "Särskilt på ett mobilnät är det ofta en annan stad.",
    FIXED: "Den kan ligga några orter från där enheten verkligen var.",
    CELLULAR: "Detta är ett mobilnät, där det ofta visas en annan stad eller till och med en annan region.",
    HOSTING: "Adressen tillhör ett datacenter, som med en VPN, så enheten kan ha varit var som helst.",
    PRIVATE: "Adressen tillhör ett lokalt eller reserverat nät, så ingen plats kan utläsas av den.",
    unknownPlace: "okänd plats",
  },
  ru: {
    source:
      "Место определено приблизительно — по IP-адресу и интернет-провайдеру, а не по GPS, — и может быть далеко от настоящего.",
    UNKNOWN: "Особенно в мобильной сети нередко указывается другой город.",
    FIXED: "На самом деле устройство могло находиться в одном из соседних городов.",
    CELLULAR: "Это мобильная сеть: в ней нередко указывается другой город или даже другой регион.",
    HOSTING:
      "Адрес принадлежит центру обработки данных, как при использовании VPN, поэтому устройство могло быть где угодно.",
    PRIVATE: "Адрес принадлежит локальной или зарезервированной сети, поэтому место по нему определить нельзя.",
    unknownPlace: "неизвестное место",
  },
  de: {
    source:
      "Dieser Ort ist anhand der IP-Adresse und des Internetanbieters geschätzt, nicht per GPS, und kann weit danebenliegen.",
    UNKNOWN: "Vor allem in Mobilfunknetzen ist es oft eine andere Stadt.",
    FIXED: "Er kann einige Orte von dem entfernt sein, an dem das Gerät wirklich war.",
    CELLULAR: "Dies ist ein Mobilfunknetz: Dort ist es oft eine andere Stadt oder sogar eine andere Region.",
    HOSTING: "Die Adresse gehört zu einem Rechenzentrum, wie bei einem VPN. Das Gerät kann also überall gewesen sein.",
    PRIVATE: "Die Adresse gehört zu einem lokalen oder reservierten Netz, daher lässt sich kein Ort daraus ableiten.",
    unknownPlace: "unbekannter Ort",
  },
  fr: {
    source:
      "Ce lieu est estimé d’après l’adresse IP et le fournisseur d’accès, et non par GPS ; il peut être très éloigné de la réalité.",
    UNKNOWN: "Sur un réseau mobile surtout, il s’agit souvent d’une autre ville.",
    FIXED: "L’appareil pouvait se trouver à quelques villes de là.",
    CELLULAR: "Il s’agit d’un réseau mobile : la ville, voire la région, est souvent une autre.",
    HOSTING:
      "L’adresse appartient à un centre de données, comme avec un VPN : l’appareil pouvait se trouver n’importe où.",
    PRIVATE: "L’adresse appartient à un réseau local ou réservé : aucun lieu ne peut en être déduit.",
    unknownPlace: "lieu inconnu",
  },
  es: {
    source:
      "Este lugar se estima a partir de la dirección IP y su proveedor de internet, no por GPS, y puede estar muy lejos del real.",
    UNKNOWN: "Sobre todo en redes móviles, a menudo es otra ciudad.",
    FIXED: "Puede estar a varias localidades de donde realmente estaba el dispositivo.",
    CELLULAR: "Es una red móvil: a menudo aparece otra ciudad o incluso otra región.",
    HOSTING:
      "La dirección pertenece a un centro de datos, como ocurre con una VPN, así que el dispositivo podría estar en cualquier parte.",
    PRIVATE: "La dirección pertenece a una red local o reservada, así que no permite saber el lugar.",
    unknownPlace: "lugar desconocido",
  },
  pt: {
    source:
      "Este local é estimado a partir do endereço IP e do provedor de internet, e não por GPS, e pode estar bem longe do real.",
    UNKNOWN: "Principalmente em redes móveis, muitas vezes é outra cidade.",
    FIXED: "Ele pode ficar a algumas cidades de onde o dispositivo realmente estava.",
    CELLULAR: "Esta é uma rede móvel, em que muitas vezes aparece outra cidade ou até outra região.",
    HOSTING:
      "O endereço pertence a um data center, como em uma VPN; portanto, o dispositivo pode ter estado em qualquer lugar.",
    PRIVATE: "O endereço pertence a uma rede local ou reservada; portanto, não indica nenhum lugar.",
    unknownPlace: "local desconhecido",
  },
  zh: {
    source: "该位置根据 IP 地址及其网络运营商估算得出，并非来自 GPS，可能与实际位置相差很远。",
    UNKNOWN: "尤其在移动网络下，显示的往往是另一座城市。",
    FIXED: "设备的实际位置可能在相邻的城镇。",
    CELLULAR: "这是移动网络，显示的往往是另一座城市，甚至另一个地区。",
    HOSTING: "该地址属于数据中心（例如使用了 VPN），因此设备可能在任何地方。",
    PRIVATE: "该地址属于本地网络或保留网络，无法据此判断位置。",
    unknownPlace: "未知位置",
  },
});
