/* SPDX-License-Identifier: Apache-2.0
 * A line for each kind, in the order of the languages. */
#include "net/news_words.h"

#include <stddef.h>

enum { LANGUAGES = 4 };

static const struct news_words all[LANGUAGES] = {
    {"en", "New for you at %A", "Since the last mail this is new for you:", "And more.",
     "All of it is here:",
     "You get this because you asked to be told by mail. To get no such mails any more:", ": "},
    {"fr", "Du nouveau pour vous : %A", "Depuis le dernier message, voici ce qui est nouveau :",
     "Et d’autres encore.", "Tout se trouve ici :",
     "Vous recevez ceci parce que vous avez demandé à être prévenu par courriel. Pour ne plus "
     "recevoir de tels messages :",
     " : "},
    {"es", "Novedades para usted: %A", "Esto es nuevo desde el último mensaje:", "Y más.",
     "Todo está aquí:",
     "Recibe esto porque pidió que se le avisara por correo. Para no recibir más mensajes así:",
     ": "},
    {"ar", "جديد لك في %A", "هذا جديدك منذ الرسالة الأخيرة:", "وغير ذلك.", "تجده كله هنا:",
     "تصلك هذه الرسالة لأنك طلبت أن تُبلَّغ بالبريد. "
     "لكي لا تصلك رسائل كهذه:",
     ": "},
};

static const struct {
    const char *kind, *texts[LANGUAGES];
} kinds[] = {
    {"mention", {"You are mentioned", "Vous êtes mentionné", "Se le menciona", "ورد ذكرك"}},
    {"reply", {"A reply to you", "Une réponse pour vous", "Una respuesta para usted", "رد عليك"}},
    {"accepted",
     {"Your answer was accepted", "Votre réponse a été acceptée", "Su respuesta fue aceptada",
      "قُبلت إجابتك"}},
    {"answered",
     {"Your question was answered", "Votre question a reçu une réponse",
      "Su pregunta fue respondida", "أُجيب عن سؤالك"}},
    {"post", {"New posts", "Nouveaux messages", "Mensajes nuevos", "مشاركات جديدة"}},
    {"thread", {"A new discussion", "Une nouvelle discussion", "Un debate nuevo", "نقاش جديد"}},
    {"announcement", {"An announcement", "Une annonce", "Un anuncio", "إعلان"}},
    {"release", {"Now open", "Ouvert maintenant", "Ya está abierto", "فُتح الآن"}},
    {"soon", {"Begins soon", "Commence bientôt", "Empieza pronto", "يبدأ قريبًا"}},
    {"live", {"Live now", "En direct", "En directo", "مباشر الآن"}},
    {"moved",
     {"Moved to another time", "Déplacé à une autre heure", "Cambia de hora", "نُقل إلى وقت آخر"}},
    {"cancelled", {"Called off", "Annulé", "Cancelado", "أُلغي"}},
    {"invitation", {"An invitation", "Une invitation", "Una invitación", "دعوة"}},
    {"request", {"A request", "Une demande", "Una solicitud", "طلب"}},
    {"granted",
     {"Your request was granted", "Votre demande a été acceptée", "Su solicitud fue aceptada",
      "قُبل طلبك"}},
    {"denied",
     {"Your request was refused", "Votre demande a été refusée", "Su solicitud fue rechazada",
      "رُفض طلبك"}},
    {"bookmark", {"A reminder", "Un rappel", "Un recordatorio", "تذكير"}},
    {"report", {"A report", "Un signalement", "Una denuncia", "بلاغ"}},
    {"credential",
     {"A credential ends soon", "Une habilitation expire bientôt", "Una acreditación vence pronto",
      "اعتماد ينتهي قريبًا"}},
    {"lapsing",
     {"Credentials of others end soon", "Des habilitations d’autres personnes expirent bientôt",
      "Vencen pronto acreditaciones de otras personas", "اعتمادات لآخرين تنتهي قريبًا"}},
};

const struct news_words *news_words(struct slice language)
{
    for (size_t i = 0; i < LANGUAGES; i++)
        if (slice_is(language, all[i].language))
            return &all[i];
    return &all[0];
}

const char *news_words_kind(const struct news_words *words, struct slice kind)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (slice_is(kind, kinds[i].kind))
            return kinds[i].texts[words - all];
    return NULL;
}

/* Who was asked for is named where people sign in, and in nothing that is sent. */
static bool is_named(const struct json *item)
{
    struct slice kind = SLICE("");
    (void)json_get_text(item, "kind", &kind);
    return slice_is(kind, "granted") || slice_is(kind, "denied");
}

/* Of a text, or texts by language. At most that many bytes, and no half letter. */
static struct slice text_of(const struct news_words *words, const struct json *texts, size_t bytes)
{
    struct slice text = {NULL, 0};
    if (!json_as_text(texts, &text) && !json_get_text(texts, words->language, &text) &&
        !json_get_text(texts, "en", &text))
        (void)json_as_text(json_first(texts), &text);
    if (text.len <= bytes)
        return text;
    while (bytes > 0 && ((unsigned char)text.at[bytes] & 0xc0) == 0x80)
        bytes--;
    return (struct slice){text.at, bytes};
}

void news_words_about(const struct news_words *words, const struct json *answer,
                      const struct json *item, size_t bytes, struct buffer *out)
{
    struct slice of = {NULL, 0};
    (void)json_get_text(item, "of", &of);
    const struct json *room = json_find(json_get(answer, "rooms"), of);
    struct slice title =
        is_named(item) ? SLICE("") : text_of(words, json_get(item, "title"), bytes);
    struct slice course = text_of(words, json_get(room, "title"), bytes);
    buffer_add(out, title);
    if (title.len > 0 && course.len > 0)
        buffer_add(out, SLICE(" \u00b7 "));
    buffer_add(out, course);
}

bool news_words_line(const struct news_words *words, const struct json *answer,
                     const struct json *item, size_t bytes, struct buffer *out)
{
    struct slice kind = {NULL, 0};
    (void)json_get_text(item, "kind", &kind);
    const char *label = news_words_kind(words, kind);
    if (!label)
        return false;
    buffer_add(out, slice_of(label));
    size_t before = out->len;
    buffer_add(out, slice_of(words->colon));
    size_t behind = out->len;
    news_words_about(words, answer, item, bytes, out);
    if (out->len == behind)
        out->len = before;
    return true;
}
