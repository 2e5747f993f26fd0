/* SPDX-License-Identifier: Apache-2.0
 * In these texts %A stands for the academy, %L for the link. */
#include "net/letters.h"

#include "base/check.h"

enum { LANGUAGES = 4 };

static const char *const languages[LANGUAGES] = {"en", "fr", "es", "ar"};

struct words {
    const char *subject, *text;
};

static const struct words letters[LETTERS][LANGUAGES] = {
    [LETTER_SIGNIN] =
        {{"Sign in to %A",
          "Open this link to sign in. It is good once, for 15 minutes, in the browser that asked "
          "for "
          "it; elsewhere it shows a number to type there.\n\n%L\n\nIf you did not ask for it, do "
          "nothing, and tell nobody the number.\n"},
         {"Connexion à %A",
          "Ouvrez ce lien pour vous connecter. Il sert une fois, pendant 15 minutes, dans le "
          "navigateur qui l’a demandé ; ailleurs il affiche un nombre à y saisir.\n\n%L\n\nSi vous "
          "ne l’avez pas demandé, ne faites rien et ne donnez ce nombre à personne.\n"},
         {"Acceder a %A",
          "Abra este enlace para acceder. Sirve una vez, durante 15 minutos, en el navegador que "
          "lo "
          "pidió; en otro muestra un número que se escribe allí.\n\n%L\n\nSi no lo ha pedido, no "
          "haga nada ni diga ese número a nadie.\n"},
         {"تسجيل الدخول إلى %A",
          "افتح هذا الرابط لتسجيل الدخول. يصلح مرة واحدة خلال 15 دقيقة في المتصفح الذي طلبه، وفي "
          "غيره يعرض رقمًا يُكتب هناك.\n\n%L\n\nإن لم تطلبه فلا تفعل شيئًا "
          "ولا تخبر أحدًا بالرقم.\n"}},
    [LETTER_ENROL] =
        {{"Welcome to %A",
          "Open this link on the device you will use, to sign in for the first time. It is good "
          "once, for seven days, and for you alone.\n\n%L\n"},
         {"Bienvenue à %A", "Ouvrez ce lien sur l’appareil que vous utiliserez, pour vous "
                            "connecter la première fois. "
                            "Il sert une fois, pendant sept jours, et pour vous seul.\n\n%L\n"},
         {"Bienvenida a %A", "Abra este enlace en el dispositivo que va a usar, para acceder por "
                             "primera vez. Sirve una "
                             "vez, durante siete días, y solo para usted.\n\n%L\n"},
         {"مرحبًا بك في %A", "افتح هذا الرابط على الجهاز الذي ستستخدمه لتسجيل الدخول أول مرة. يصلح "
                            "مرة واحدة خلال سبعة "
                            "أيام ولك وحدك.\n\n%L\n"}},
    [LETTER_CONFIRM] =
        {{"Confirm your address for %A",
          "Somebody, you we hope, has asked for access to %A with this address. Open this link and "
          "confirm that the address is yours; the request goes on from there. It is good for seven "
          "days.\n\n%L\n\nIf it was not you, do nothing: the request will end by itself.\n"},
         {"Confirmez votre adresse pour %A",
          "Quelqu’un, vous sans doute, a demandé l’accès à %A avec cette adresse. Ouvrez ce lien "
          "et "
          "confirmez que l’adresse est la vôtre ; la demande suit alors son cours. Il sert pendant "
          "sept jours.\n\n%L\n\nSi ce n’était pas vous, ne faites rien : la demande prendra fin "
          "d’elle-même.\n"},
         {"Confirme su dirección para %A",
          "Alguien, esperamos que usted, ha solicitado acceso a %A con esta dirección. Abra este "
          "enlace y confirme que la dirección es suya; la solicitud seguirá entonces su curso. "
          "Sirve durante siete días.\n\n%L\n\nSi no ha sido usted, no haga nada: la solicitud "
          "terminará por sí sola.\n"},
         {"أكّد عنوانك لدى %A",
          "طلب أحدهم، ونرجو أن تكون أنت، الوصول إلى %A بهذا العنوان. افتح هذا الرابط وأكّد أن "
          "العنوان لك، فيتابع الطلب طريقه. يصلح الرابط سبعة أيام.\n\n%L\n\nإن لم تكن أنت فلا تفعل "
          "شيئًا، وسينتهي الطلب من تلقاء نفسه.\n"}},
    [LETTER_WAITING] =
        {{"A request for access to %A waits for you",
          "Somebody asks for access to %A and has confirmed the address. Read the request, and "
          "endorse or refuse it.\n\n%L\n"},
         {"Une demande d’accès à %A vous attend",
          "Quelqu’un demande l’accès à %A et a confirmé son adresse. Lisez la demande, puis "
          "soutenez-la ou refusez-la.\n\n%L\n"},
         {"Una solicitud de acceso a %A le espera", "Alguien solicita acceso a %A y ha confirmado "
                                                    "su dirección. Lea la solicitud y respáldela o "
                                                    "rechácela.\n\n%L\n"},
         {"طلب للوصول إلى %A في انتظارك",
          "يطلب أحدهم الوصول إلى %A وقد أكّد عنوانه. اقرأ الطلب ثم أيّده أو ارفضه.\n\n%L\n"}},
    [LETTER_GRANTED] =
        {{"Welcome to %A",
          "Your request for access to %A was granted. Sign in by the way that you came:\n\n%L\n"},
         {"Bienvenue à %A",
          "Votre demande d’accès à %A a été acceptée. Connectez-vous comme vous êtes "
          "venu :\n\n%L\n"},
         {"Bienvenida a %A",
          "Su solicitud de acceso a %A fue aceptada. Acceda por donde vino:\n\n%L\n"},
         {"مرحبًا بك في %A", "قُبل طلبك للوصول إلى %A. "
                            "سجّل الدخول بالطريقة التي أتيت منها:\n\n%L\n"}},
    [LETTER_REFUSED] =
        {{"Your request for access to %A",
          "Your request for access to %A was refused. The reason stands at the private address "
          "that you were given when you asked.\n"},
         {"Votre demande d’accès à %A",
          "Votre demande d’accès à %A a été refusée. Le motif figure à l’adresse privée qui vous a "
          "été donnée lors de la demande.\n"},
         {"Su solicitud de acceso a %A",
          "Su solicitud de acceso a %A fue rechazada. El motivo figura en la dirección privada que "
          "recibió al presentarla.\n"},
         {"طلبك للوصول إلى %A",
          "رُفض طلبك للوصول إلى %A. تجد السبب في العنوان الخاص الذي أُعطيته عند تقديم الطلب.\n"}},
    [LETTER_BEGINS] =
        {{"%A: your session begins within the hour",
          "A session for which you have registered begins within the hour. When it is by your "
          "clock, and the way in, stand here:\n\n%L\n\nShould you not come after all, say so "
          "there.\n"},
         {"%A : votre séance commence dans l’heure",
          "Une séance à laquelle vous êtes inscrit commence dans l’heure. Son heure à votre "
          "montre "
          "et l’entrée se trouvent ici :\n\n%L\n\nSi vous ne venez pas, dites-le au même "
          "endroit.\n"},
         {"%A: su sesión empieza dentro de una hora",
          "Una sesión en la que se ha inscrito empieza dentro de una hora. Su hora local y la "
          "entrada están aquí:\n\n%L\n\nSi al final no viene, dígalo allí.\n"},
         {"%A: تبدأ جلستك خلال ساعة",
          "تبدأ خلال ساعة جلسة سجّلت فيها. تجد وقتها بتوقيتك والدخول إليها هنا:\n\n%L\n\nإن لم "
          "تحضر فأخبرنا هناك.\n"}},
};

static void fill(const char *text, const struct letter_order *order, struct buffer *out)
{
    for (; *text; text++) {
        if (text[0] == '%' && text[1] == 'A')
            buffer_add(out, order->academy);
        else if (text[0] == '%' && text[1] == 'L')
            buffer_add(out, order->link);
        else {
            buffer_add_byte(out, *text);
            continue;
        }
        text++;
    }
}

struct slice letter_write(const struct letter_order *order, struct buffer *subject,
                          struct buffer *text)
{
    size_t language = 0;
    for (size_t i = 0; i < LANGUAGES; i++)
        if (slice_is(order->language, languages[i]))
            language = i;
    const struct words *words = &letters[order->letter][language];
    check(words->text);
    fill(words->subject, order, subject);
    fill(words->text, order, text);
    return slice_of(languages[language]);
}
