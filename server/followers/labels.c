/* SPDX-License-Identifier: Apache-2.0
 * One list. */
#include "followers/labels.h"

static const char *const tags[LABEL_LANGUAGES] = {"ar", "en", "fr", "es"};

static const struct {
    const char *name, *words[LABEL_LANGUAGES];
} labels[] = {
    /* Parts of a session. */
    {"attendance", {"الحضور", "Attendance", "Présence", "Asistencia"}},
    {"polls", {"الاستطلاعات", "Polls", "Sondages", "Encuestas"}},
    {"ballots", {"الأصوات المسمّاة", "Named votes", "Votes nominatifs", "Votos nominales"}},
    {"answers", {"الإجابات", "Answers", "Réponses", "Respuestas"}},
    {"questions", {"الأسئلة", "Questions", "Questions", "Preguntas"}},
    {"chat", {"الدردشة", "Chat", "Chat", "Chat"}},
    {"reactions",
     {"التفاعلات بالدقيقة", "Reactions by the minute", "Réactions par minute",
      "Reacciones por minuto"}},
    {"tempo", {"الوتيرة بالدقيقة", "Tempo by the minute", "Rythme par minute", "Ritmo por minuto"}},
    {"chapters", {"الفصول", "Chapters", "Chapitres", "Capítulos"}},
    {"captions", {"ما قيل", "What was said", "Ce qui a été dit", "Lo que se dijo"}},
    {"notes", {"الملاحظات", "Notes", "Notes", "Notas"}},
    {"notices", {"الإعلانات", "Announcements", "Annonces", "Anuncios"}},
    {"handouts", {"الملفات", "Files", "Fichiers", "Archivos"}},
    {"audit", {"أفعال الفريق", "Acts of the team", "Actes de l’équipe", "Actos del equipo"}},
    /* Of a course. */
    {"team", {"الفريق", "Team", "Équipe", "Equipo"}},
    {"people", {"الأشخاص", "People", "Personnes", "Personas"}},
    {"participation", {"المشاركة", "Participation", "Participation", "Participación"}},
    {"units", {"الوحدات", "Units", "Unités", "Unidades"}},
    {"items", {"المحتويات", "Content", "Contenus", "Contenidos"}},
    {"tests", {"الاختبارات", "Tests", "Tests", "Pruebas"}},
    {"attended",
     {"الندوات المحضورة", "Webinars attended", "Webinaires suivis", "Seminarios seguidos"}},
    {"assignments", {"الواجبات", "Assignments", "Devoirs", "Tareas"}},
    {"works", {"ما سُلّم", "Work handed in", "Travaux remis", "Trabajos entregados"}},
    {"topics", {"المنتديات", "Forums", "Forums", "Foros"}},
    {"threads", {"النقاشات", "Discussions", "Discussions", "Debates"}},
    {"posts", {"المشاركات المكتوبة", "Posts", "Publications", "Publicaciones"}},
    {"documents", {"الوثائق", "Documents", "Documents", "Documentos"}},
    {"files", {"الملفات", "Files", "Fichiers", "Archivos"}},
    {"feedback", {"التقييم", "Feedback", "Retours", "Comentarios"}},
    {"assignments-due",
     {"مواعيد الواجبات", "Assignments due", "Délais des devoirs", "Plazos de las tareas"}},
    {"tests-due", {"مواعيد الاختبارات", "Tests due", "Délais des tests", "Plazos de las pruebas"}},
    /* Kinds of items. */
    {"article", {"مقالة", "Article", "Article", "Artículo"}},
    {"link", {"رابط", "Link", "Lien", "Enlace"}},
    {"webinar", {"ندوة", "Webinar", "Webinaire", "Seminario web"}},
    {"video", {"فيديو", "Video", "Vidéo", "Vídeo"}},
    {"podcast", {"بودكاست", "Podcast", "Podcast", "Pódcast"}},
    {"file", {"ملف", "File", "Fichier", "Archivo"}},
    {"topic", {"منتدى", "Forum", "Forum", "Foro"}},
    {"test", {"اختبار", "Test", "Test", "Prueba"}},
    {"assignment", {"واجب", "Assignment", "Devoir", "Tarea"}},
    {"lti", {"نشاط خارجي", "Activity", "Activité", "Actividad"}},
    /* Columns. */
    {"id", {"المعرّف", "Id", "Identifiant", "Identificador"}},
    {"seq", {"رقم القيد", "Entry", "Entrée", "Entrada"}},
    {"by", {"معرّف الكاتب", "By (id)", "Par (identifiant)", "Por (identificador)"}},
    {"whom", {"معرّف الشخص", "Whom (id)", "Qui (identifiant)", "Quién (identificador)"}},
    {"since", {"حاضر منذ", "Here since", "Présent depuis", "Presente desde"}},
    {"total",
     {"الدقائق المحتسبة", "Minutes that count", "Minutes comptées", "Minutos que cuentan"}},
    {"option", {"رقم الخيار", "Option no.", "Choix n°", "Opción n.º"}},
    {"dir", {"اتجاه النص", "Direction", "Sens", "Dirección del texto"}},
    {"deleted", {"محذوف", "Deleted", "Supprimé", "Eliminado"}},
    {"last_at", {"آخر مشاركة", "Last post", "Dernière publication", "Última publicación"}},
    {"last_name", {"كاتب آخر مشاركة", "Last post by", "Dernière de", "Última de"}},
    {"title.ar", {"العنوان (ar)", "Title (ar)", "Titre (ar)", "Título (ar)"}},
    {"title.en", {"العنوان (en)", "Title (en)", "Titre (en)", "Título (en)"}},
    {"title.fr", {"العنوان (fr)", "Title (fr)", "Titre (fr)", "Título (fr)"}},
    {"title.es", {"العنوان (es)", "Title (es)", "Titre (es)", "Título (es)"}},
    {"label.ar", {"الخيار (ar)", "Option (ar)", "Choix (ar)", "Opción (ar)"}},
    {"label.en", {"الخيار (en)", "Option (en)", "Choix (en)", "Opción (en)"}},
    {"label.fr", {"الخيار (fr)", "Option (fr)", "Choix (fr)", "Opción (fr)"}},
    {"label.es", {"الخيار (es)", "Option (es)", "Choix (es)", "Opción (es)"}},
    {"text.ar", {"النص (ar)", "Text (ar)", "Texte (ar)", "Texto (ar)"}},
    {"text.en", {"النص (en)", "Text (en)", "Texte (en)", "Texto (en)"}},
    {"text.fr", {"النص (fr)", "Text (fr)", "Texte (fr)", "Texto (fr)"}},
    {"text.es", {"النص (es)", "Text (es)", "Texte (es)", "Texto (es)"}},
    {"about.title", {"العنوان", "Title", "Titre", "Título"}},
    {"about.authors", {"المؤلفون", "Authors", "Auteurs", "Autores"}},
    {"about.year", {"السنة", "Year", "Année", "Año"}},
    {"about.subjects", {"المواضيع", "Subjects", "Sujets", "Temas"}},
    {"question", {"السؤال", "Question", "Question", "Pregunta"}},
    {"moment", {"اللحظة", "Moment", "Moment", "Momento"}},
    {"mean", {"المتوسط", "Mean", "Moyenne", "Media"}},
    {"due", {"الموعد النهائي", "Due", "À rendre avant", "Plazo"}},
    {"closes", {"يُغلق", "Closes", "Ferme", "Se cierra"}},
    {"bytes", {"البايتات", "Bytes", "Octets", "Bytes"}},
    {"name", {"الاسم", "Name", "Nom", "Nombre"}},
    {"person", {"الشخص", "Person", "Personne", "Persona"}},
    {"role", {"الدور", "Role", "Rôle", "Rol"}},
    {"at", {"الوقت", "Time", "Heure", "Hora"}},
    {"text", {"النص", "Text", "Texte", "Texto"}},
    {"title", {"العنوان", "Title", "Titre", "Título"}},
    {"first", {"الوصول", "Arrived", "Arrivée", "Llegada"}},
    {"left", {"المغادرة", "Left", "Départ", "Salida"}},
    {"minutes", {"الدقائق", "Minutes", "Minutes", "Minutos"}},
    {"rejoins", {"مرات العودة", "Came back", "Retours", "Regresos"}},
    {"answered", {"ما أُجيب", "Answered", "Répondu", "Respondidas"}},
    {"completed", {"أُتمّ", "Completed", "Accompli", "Completado"}},
    {"label", {"الخيار", "Option", "Choix", "Opción"}},
    {"became", {"ثم أصبح", "Later", "Ensuite", "Después"}},
    {"count", {"العدد", "Number", "Nombre", "Número"}},
    {"voters", {"المصوّتون", "Voters", "Votants", "Votantes"}},
    {"round", {"الجولة", "Round", "Tour", "Ronda"}},
    {"ballot", {"التصويت", "Ballot", "Vote", "Voto"}},
    {"poll", {"الاستطلاع", "Poll", "Sondage", "Encuesta"}},
    {"texts", {"النصوص", "Texts", "Textes", "Textos"}},
    {"votes", {"الأصوات", "Votes", "Votes", "Votos"}},
    {"state", {"الحالة", "State", "État", "Estado"}},
    {"answer.name", {"أجاب", "Answered by", "Réponse de", "Respondió"}},
    {"answer.text", {"الجواب", "Answer", "Réponse", "Respuesta"}},
    {"clap", {"تصفيق", "Clap", "Bravo", "Aplauso"}},
    {"heart", {"قلب", "Heart", "Cœur", "Corazón"}},
    {"thumb", {"موافقة", "Thumb", "Pouce", "Pulgar"}},
    {"wow", {"دهشة", "Wow", "Surprise", "Sorpresa"}},
    {"laugh", {"ضحك", "Laugh", "Rire", "Risa"}},
    {"faster", {"أسرع", "Faster", "Plus vite", "Más rápido"}},
    {"fine", {"مناسب", "Fine", "Bien", "Bien"}},
    {"slower", {"أبطأ", "Slower", "Plus lent", "Más lento"}},
    {"lost", {"ضائع", "Lost", "Perdu", "Perdido"}},
    {"began", {"بدأ", "Began", "Début", "Inicio"}},
    {"language", {"اللغة", "Language", "Langue", "Idioma"}},
    {"url", {"العنوان الشبكي", "Address", "Adresse", "Dirección"}},
    {"type", {"الفعل", "Act", "Acte", "Acto"}},
    {"whose", {"بشأن", "About", "Au sujet de", "Sobre"}},
    {"data.why", {"السبب", "Reason", "Motif", "Motivo"}},
    {"cohort", {"المجموعة", "Group", "Groupe", "Grupo"}},
    {"posts", {"المشاركات", "Posts", "Publications", "Publicaciones"}},
    {"late", {"بعد الجلسة", "After the session", "Après la séance", "Después de la sesión"}},
    {"opened", {"فُتح", "Opened", "Ouvert", "Abierto"}},
    {"done", {"أُنجز", "Done", "Fait", "Hecho"}},
    {"passed", {"نجح", "Passed", "Réussi", "Aprobado"}},
    {"seen", {"آخر نشاط", "Last active", "Dernière activité", "Última actividad"}},
    {"unit", {"الوحدة", "Unit", "Unité", "Unidad"}},
    {"item", {"المحتوى", "Item", "Élément", "Elemento"}},
    {"kind", {"النوع", "Kind", "Type", "Tipo"}},
    {"taken", {"المحاولات", "Attempts", "Tentatives", "Intentos"}},
    {"score", {"النتيجة", "Score", "Score", "Puntuación"}},
    {"handed", {"سُلّم", "Handed in", "Remis", "Entregado"}},
    {"attempt", {"المحاولة", "Attempt", "Tentative", "Intento"}},
    {"overdue", {"متأخر", "Late", "En retard", "Con retraso"}},
    {"sum", {"النقاط", "Points", "Points", "Puntos"}},
    {"remark", {"ملاحظة الفريق", "Remark", "Remarque", "Observación"}},
    {"replies", {"الردود", "Replies", "Réponses", "Respuestas"}},
    {"thread", {"النقاش", "Discussion", "Discussion", "Debate"}},
    /* Of the page. */
    {"page.none", {"لا شيء.", "Nothing.", "Rien.", "Nada."}},
    {"page.gone", {"حُذف.", "Removed.", "Supprimé.", "Eliminado."}},
    {"page.made", {"أُعدّ في", "Made on", "Établi le", "Preparado el"}},
    {"page.left",
     {"ليس في هذا الملف.", "Not in this file.", "N’est pas dans ce fichier.",
      "No está en este archivo."}},
    {"page.rows", {"صفوف", "rows", "lignes", "filas"}},
    {"page.back",
     {"إلى الصفحة الأولى", "To the first page", "À la première page", "A la primera página"}},
};

enum label_language label_language_of(struct slice tag)
{
    for (int i = 0; i < LABEL_LANGUAGES; i++)
        if (slice_is(tag, tags[i]))
            return (enum label_language)i;
    return LABEL_EN;
}

const char *label_tag(enum label_language language)
{
    return tags[language];
}

struct slice label_of(enum label_language language, struct slice name)
{
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++)
        if (slice_is(name, labels[i].name))
            return slice_of(labels[i].words[language]);
    return name;
}
