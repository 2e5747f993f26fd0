// SPDX-License-Identifier: Apache-2.0
// The words of the page in its four languages: the same thing by the same word in every place. Read by
// translators and by a test, never by the page.
//
// A word stands here by the beginning that all its forms share ("vot" for vote, votes, voted); the first
// one is what one would say. After `!` stand words that mean the same and are not used. What English
// calls by one of its words, every other language calls by one of its own; `only` marks terms whose
// English word has other meanings too, and which are held to their forbidden words alone.

export interface Term {
  readonly en: string;
  readonly fr: string;
  readonly es: string;
  readonly ar: string;
  /** Translations need not follow: the English word says other things too. */
  readonly only?: true;
}

export const GLOSSARY: { readonly [term: string]: Term } = {
  // Places
  academy: { en: 'academy academies', fr: 'académie', es: 'academia', ar: 'أكاديمي' },
  room: { en: 'room ! lounge channel', fr: 'salle ! canal', es: 'sala ! canal habitación', ar: 'قاعة قاعات ! غرفة غرف قناة' },
  session: { en: 'session ! meeting event', fr: 'séance ! session réunion', es: 'sesión sesiones ! reunión', ar: 'جلسة جلسات ! اجتماع لقاء' },
  course: { en: 'course', fr: 'cours', es: 'curso', ar: 'دورة دورات ! مساق كورس' },
  unit: { en: 'unit units ! lesson module', fr: 'unité ! leçon module', es: 'unidad ! lección módulo', ar: 'وحدة وحدات ! درس' },
  workspace: { en: 'workspace', fr: 'espace', es: 'espacio', ar: 'مساحة مساحات' },
  library: { en: 'library libraries', fr: 'bibliothèque', es: 'biblioteca ! librería', ar: 'مكتبة مكتبات' },
  catalogue: { en: 'catalogue ! catalog', fr: 'catalogue', es: 'catálogo', ar: 'دليل ! فهرس كتالوج' },
  forum: { en: 'forum ! board', fr: 'forum', es: 'foro', ar: 'منتدى منتديات' },
  inbox: { en: 'inbox', fr: 'boîte', es: 'bandeja ! buzón', ar: 'وارد' },
  page: { en: 'page', fr: 'page', es: 'página', ar: 'صفحة صفحات', only: true },
  // People
  person: { en: 'person people ! user attendee', fr: 'personne ! utilisateur usager', es: 'persona ! usuario', ar: 'شخص أشخاص حاضر الحاضر ! مستخدم', only: true },
  participant: { en: 'participant ! attendee', fr: 'participant', es: 'participante', ar: 'مشارك' },
  presenter: { en: 'presenter ! speaker panelist', fr: 'présentateur présentatrice ! orateur', es: 'ponente ! presentador orador', ar: 'مقدم ! متحدث' },
  moderator: { en: 'moderator ! mod', fr: 'modérateur modératrice modération', es: 'moderador', ar: 'مشرف' },
  host: { en: 'host hosts', fr: 'hôte ! animateur', es: 'anfitrión anfitrion', ar: 'مضيف' },
  manager: { en: 'manager ! administrator admin', fr: 'gestionnaire ! administrateur', es: 'gestor gestora ! administrador', ar: 'مدير ! مسؤول النظام' },
  organiser: { en: 'organiser ! organizer', fr: 'organisat', es: 'organizador', ar: 'منظم' },
  coordinator: { en: 'coordinator', fr: 'coordinateur coordinatrice', es: 'coordinador', ar: 'منسق' },
  member: { en: 'member', fr: 'membre', es: 'miembro ! socio', ar: 'عضو أعضاء' },
  team: { en: 'team ! staff crew', fr: 'équipe', es: 'equipo', ar: 'فريق ! طاقم' },
  role: { en: 'role ! rank', fr: 'rôle', es: 'función funciones ! papel rol', ar: 'دور أدوار الدور ! وظيفة' },
  name: { en: 'name ! nickname', fr: 'nom noms ! pseudo', es: 'nombre ! apodo', ar: 'اسم أسماء ! كنية', only: true },
  country: { en: 'country countries', fr: 'pays', es: 'país países', ar: 'بلد بلدان ! دولة' },
  // Live
  live: { en: 'live ! on-air', fr: 'direct ! live', es: 'directo ! vivo', ar: 'مباشر', only: true },
  rehearsal: { en: 'rehearsal rehearse', fr: 'répét', es: 'ensay', ar: 'تجربة التجربة ! بروفة' },
  break: { en: 'break ! intermission recess', fr: 'pause', es: 'pausa ! descanso', ar: 'استراح', only: true },
  scheduled: { en: 'scheduled ! planned', fr: 'prévue', es: 'programad', ar: 'مجدول جدول' },
  video: { en: 'video', fr: 'vidéo', es: 'vídeo ! video', ar: 'فيديو' },
  source: { en: 'source', fr: 'source', es: 'fuente ! origen', ar: 'مصدر' },
  recording: { en: 'recording', fr: 'enregistrement', es: 'grabación grabaciones', ar: 'تسجيل' },
  slide: { en: 'slide', fr: 'diapositive', es: 'diapositiva ! transparencia', ar: 'شريحة شرائح' },
  chapter: { en: 'chapter', fr: 'chapitre', es: 'capítulo', ar: 'فصل فصول' },
  agenda: { en: 'agenda', fr: 'programme ! agenda', es: 'programa ! agenda', ar: 'برنامج' },
  caption: { en: 'caption ! subtitle', fr: 'sous-titre', es: 'subtítulo', ar: 'ترجمة نصية' },
  reaction: { en: 'reaction react ! emoji', fr: 'réact réagir ! emoji', es: 'reacci ! emoji', ar: 'تفاعل ! إيموجي' },
  hand: { en: 'hand', fr: 'main', es: 'mano', ar: 'يد', only: true },
  tempo: { en: 'tempo', fr: 'rythme ! tempo', es: 'ritmo ! tempo', ar: 'وتيرة الوتيرة' },
  chat: { en: 'chat ! conversation', fr: 'chat ! tchat conversation', es: 'chat ! conversación', ar: 'دردشة الدردشة ! محادثة' },
  message: { en: 'message messages', fr: 'message', es: 'mensaje', ar: 'رسال رسائل' },
  // Polls
  poll: { en: 'poll polls ! survey', fr: 'sondage ! enquête', es: 'encuesta ! sondeo', ar: 'استطلاع ! استبيان' },
  vote: { en: 'vote votes voted voting', fr: 'vot voix soutenir soutenues', es: 'vot ! sufragio', ar: 'صوت أصوات تصويت تصوت يصوت مصوت' },
  result: { en: 'result', fr: 'résultat', es: 'resultado', ar: 'نتيجة نتائج النتائج' },
  secret: { en: 'secret', fr: 'secret', es: 'secret', ar: 'سري سرية سر' },
  anonymous: { en: 'anonymous', fr: 'anonyme', es: 'anónim', ar: 'مجهول اسم' },
  // Questions
  question: { en: 'question', fr: 'question', es: 'pregunta ! cuestión', ar: 'سؤال أسئل عنوان' },
  aside: { en: 'aside ! dismiss reject', fr: 'côté ! écarter rejeter', es: 'apart ! rechazar', ar: 'استبع مستبعد ! رفض' },
  approve: { en: 'approve approved approval ! accept-first', fr: 'approuv approbation ! valider', es: 'aprob ! validar', ar: 'موافقة وافق يوافق تمت ! اعتماد', only: true },
  // Forum
  discussion: { en: 'discussion ! thread topic', fr: 'discussion ! fil sujet', es: 'debate ! hilo tema', ar: 'نقاش ! خيط' },
  post: { en: 'post posts', fr: 'publication ! billet', es: 'publicación publicaciones', ar: 'مشارك ! منشور' },
  reply: { en: 'reply replies', fr: 'répon', es: 'respuesta responder', ar: 'رد ردود ردان' },
  comment: { en: 'comment ! remark', fr: 'comment ! remarque', es: 'coment', ar: 'تعليق تعلق' },
  unread: { en: 'unread', fr: 'non lu', es: 'leer', ar: 'مقروء' },
  mention: { en: 'mention ! tag', fr: 'mention', es: 'menc', ar: 'ذكر يذكر إشارة' },
  title: { en: 'title ! headline', fr: 'titre', es: 'título', ar: 'عنوان' },
  // Acts
  delete: { en: 'delete deleted deleting ! erase-it', fr: 'supprim suppression ! effacer', es: 'elimin ! borrar', ar: 'حذف تحذف ! محو', only: true },
  remove: { en: 'remove removed', fr: 'retir ! enlever', es: 'quit retir', ar: 'إزالة أزال', only: true },
  edit: { en: 'edit edited editing ! modify', fr: 'modifi ! éditer', es: 'edit modific', ar: 'تعديل عدل تحرر', only: true },
  send: { en: 'send sent sending ! submit', fr: 'envo renvo ! soumettre', es: 'envi enví ! mandar', ar: 'إرسال ترسل يرسل أرسل ! بعث' },
  save: { en: 'save ! store', fr: 'enregistr économis ! sauvegarder', es: 'guard ahorr', ar: 'حفظ توفير', only: true },
  undo: { en: 'undo undone ! revert', fr: 'annul définitive', es: 'deshacer', ar: 'تراجع' },
  draft: { en: 'draft', fr: 'brouillon', es: 'borrador', ar: 'مسودة' },
  invitation: { en: 'invitation invite', fr: 'invit', es: 'invit', ar: 'دعوة دعوات' },
  request: { en: 'request ! application', fr: 'demande ! requête', es: 'solicitud ! petición', ar: 'طلب', only: true },
  certificate: { en: 'certificate ! diploma', fr: 'certificat ! diplôme', es: 'certificado ! diploma', ar: 'شهادة شهادات' },
  announcement: { en: 'announcement', fr: 'annonce', es: 'anuncio ! aviso', ar: 'إعلان' },
  attendance: { en: 'attendance', fr: 'présence', es: 'asistencia', ar: 'حضور' },
  // The page itself
  connection: { en: 'connection reconnecting', fr: 'connexion reconnexion', es: 'conexión reconect', ar: 'اتصال' },
  server: { en: 'server ! backend', fr: 'serveur', es: 'servidor', ar: 'خادم ! سيرفر' },
  language: { en: 'language', fr: 'langue', es: 'idioma signos ! lengua', ar: 'لغة لغات بلغت ! لسان' },
  appearance: { en: 'appearance ! theme', fr: 'apparence ! thème', es: 'apariencia ! tema', ar: 'مظهر ! سمة' },
  notice: { en: 'notice notices ! notification', fr: 'avis ! notification', es: 'aviso ! notificación', ar: 'إشعار ! تنبيه', only: true },
};
