// SPDX-License-Identifier: Apache-2.0
// What the parts say where /kit shows them; the page's own words come from i18n.
import type { Lang } from '../i18n/index.ts';

export const KIT = {
  en: {
    title: 'Parts of the page', lead: 'Every part in each of its states, as all pages use them.', mirror: 'Direction', ltr: 'Left to right', rtl: 'Right to left', buttons: 'Buttons', menus: 'Acts and menus',
    lists: 'Lists', badges: 'Badges', fields: 'Fields', dialogs: 'Dialogs and notices', states: 'States', bars: 'Numbers', tabs: 'Tabs and lines', table: 'Table',
    text: 'Type', more: 'More acts', answer: 'Answer', aside: 'Set aside', remove: 'Remove', pin: 'Pin', sort: 'Order', newest: 'Newest', votes: 'Most votes',
    ask: 'Remove this question?', hint: 'This cannot be undone.', done: 'The question was set aside.', undo: 'Undo', fresh: '3 new', isnew: 'New', waits: 'Waiting', live: 'Live', counted: 'Counted', ended: 'Ended', own: 'Yours',
    row: 'Is a screenshot evidence without the phone it was taken from?', short: 'And then?', by: 'Participant 12', when: '14:05', field: 'Your question', written: 'What becomes of the', kept: 'Draft kept',
    empty: 'Questions of the participants will stand here.', first: 'Take questions now', loading: 'Loading', offline: 'No connection since 14:05', offlineText: 'Your 2 messages are kept and go out by themselves.', late: 'Your vote came after the poll had closed',
    lateText: 'It was not counted. You had chosen: on phones.', refused: 'You have 5 unanswered questions', refusedText: 'More are not taken. Withdraw one of them, or wait for an answer.', gone: 'Removed by a moderator', goneText: 'Reason: it named a person.', doneTitle: 'Your vote has been counted',
    unit: 'Unit 3 of 8', parts: '37 %', phones: 'On phones', computers: 'On computers', cars: 'In vehicles', set: 'Everyone writes, one message every 10 seconds', settings: 'Seconds', name: 'Name', role: 'Role', time: 'Time here', minutes: '41 min', host: 'Host',
  },
  fr: {
    title: 'Éléments de la page', lead: 'Chaque élément dans tous ses états, comme les pages l’emploient.', mirror: 'Direction', ltr: 'De gauche à droite', rtl: 'De droite à gauche', buttons: 'Boutons', menus: 'Actions et menus',
    lists: 'Listes', badges: 'Étiquettes', fields: 'Champs', dialogs: 'Dialogues et avis', states: 'États', bars: 'Nombres', tabs: 'Onglets et lignes', table: 'Tableau',
    text: 'Caractères', more: 'Autres actions', answer: 'Répondre', aside: 'Écarter', remove: 'Retirer', pin: 'Épingler', sort: 'Ordre', newest: 'Plus récentes', votes: 'Plus de votes',
    ask: 'Retirer cette question ?', hint: 'Cela ne peut pas être annulé.', done: 'La question a été écartée.', undo: 'Annuler', fresh: '3 nouveaux', isnew: 'Nouveau', waits: 'En attente', live: 'En direct', counted: 'Compté', ended: 'Terminée', own: 'À vous',
    row: 'Une capture d’écran est-elle une preuve sans le téléphone dont elle provient ?', short: 'Et ensuite ?', by: 'Participant 12', when: '14:05', field: 'Votre question', written: 'Que devient le', kept: 'Brouillon gardé',
    empty: 'Les questions des participants apparaîtront ici.', first: 'Accepter des questions', loading: 'Chargement', offline: 'Pas de connexion depuis 14:05', offlineText: 'Vos 2 messages sont gardés et partiront d’eux-mêmes.', late: 'Votre vote est arrivé après la clôture du sondage',
    lateText: 'Il n’a pas été compté. Vous aviez choisi : sur les téléphones.', refused: 'Vous avez 5 questions sans réponse', refusedText: 'Il n’en est pas pris davantage. Retirez-en une ou attendez une réponse.', gone: 'Retiré par un modérateur', goneText: 'Motif : une personne y était nommée.', doneTitle: 'Votre vote a été compté',
    unit: 'Unité 3 sur 8', parts: '37 %', phones: 'Sur les téléphones', computers: 'Sur les ordinateurs', cars: 'Dans les véhicules', set: 'Tout le monde écrit, un message toutes les 10 secondes', settings: 'Secondes', name: 'Nom', role: 'Rôle', time: 'Temps passé', minutes: '41 min', host: 'Hôte',
  },
  es: {
    title: 'Partes de la página', lead: 'Cada parte en todos sus estados, como la usan las páginas.', mirror: 'Dirección', ltr: 'De izquierda a derecha', rtl: 'De derecha a izquierda', buttons: 'Botones', menus: 'Acciones y menús',
    lists: 'Listas', badges: 'Etiquetas', fields: 'Campos', dialogs: 'Diálogos y avisos', states: 'Estados', bars: 'Números', tabs: 'Pestañas y líneas', table: 'Tabla',
    text: 'Letra', more: 'Más acciones', answer: 'Responder', aside: 'Apartar', remove: 'Quitar', pin: 'Fijar', sort: 'Orden', newest: 'Más recientes', votes: 'Más votos',
    ask: '¿Quitar esta pregunta?', hint: 'No se puede deshacer.', done: 'La pregunta se ha apartado.', undo: 'Deshacer', fresh: '3 nuevos', isnew: 'Nuevo', waits: 'En espera', live: 'En directo', counted: 'Contado', ended: 'Terminada', own: 'Tuya',
    row: '¿Es prueba una captura de pantalla sin el teléfono del que procede?', short: '¿Y después?', by: 'Participante 12', when: '14:05', field: 'Tu pregunta', written: 'Qué pasa con el', kept: 'Borrador guardado',
    empty: 'Aquí aparecerán las preguntas de los participantes.', first: 'Aceptar preguntas', loading: 'Cargando', offline: 'Sin conexión desde las 14:05', offlineText: 'Tus 2 mensajes se guardan y saldrán solos.', late: 'Tu voto llegó después de cerrarse la encuesta',
    lateText: 'No se ha contado. Habías elegido: en los teléfonos.', refused: 'Tienes 5 preguntas sin respuesta', refusedText: 'No se aceptan más. Retira una o espera una respuesta.', gone: 'Retirado por un moderador', goneText: 'Motivo: nombraba a una persona.', doneTitle: 'Tu voto se ha contado',
    unit: 'Unidad 3 de 8', parts: '37 %', phones: 'En los teléfonos', computers: 'En los ordenadores', cars: 'En los vehículos', set: 'Todos escriben, un mensaje cada 10 segundos', settings: 'Segundos', name: 'Nombre', role: 'Papel', time: 'Tiempo aquí', minutes: '41 min', host: 'Anfitrión',
  },
  ar: {
    title: 'أجزاء الصفحة', lead: 'كل جزء في جميع حالاته كما تستخدمه الصفحات.', mirror: 'الاتجاه', ltr: 'من اليسار إلى اليمين', rtl: 'من اليمين إلى اليسار', buttons: 'الأزرار', menus: 'الإجراءات والقوائم',
    lists: 'القوائم المرتبة', badges: 'العلامات', fields: 'الحقول', dialogs: 'الحوارات والإشعارات', states: 'الحالات', bars: 'الأرقام', tabs: 'التبويبات والأسطر', table: 'جدول',
    text: 'الخط', more: 'إجراءات أخرى', answer: 'أجب', aside: 'نحِّ جانبًا', remove: 'أزل', pin: 'ثبّت', sort: 'الترتيب', newest: 'الأحدث', votes: 'الأكثر أصواتًا',
    ask: 'أتريد إزالة هذا السؤال؟', hint: 'لا يمكن التراجع عن ذلك.', done: 'نُحّي السؤال جانبًا.', undo: 'تراجع', fresh: '3 جديدة', isnew: 'جديد', waits: 'بالانتظار', live: 'مباشر', counted: 'احتُسب', ended: 'انتهت', own: 'لك',
    row: 'هل لقطة الشاشة دليل من دون الهاتف الذي أُخذت منه؟', short: 'وماذا بعد؟', by: 'المشارك 12', when: '2:05 م', field: 'سؤالك', written: 'ماذا يحدث لـ', kept: 'حُفظت المسودة',
    empty: 'ستظهر هنا أسئلة المشاركين.', first: 'استقبل الأسئلة الآن', loading: 'جارٍ التحميل', offline: 'لا اتصال منذ 2:05 م', offlineText: 'رسالتاك محفوظتان وستُرسلان تلقائيًا.', late: 'وصل صوتك بعد إغلاق الاستطلاع',
    lateText: 'لم يُحتسب. كنت قد اخترت: في الهواتف.', refused: 'لديك 5 أسئلة بلا جواب', refusedText: 'لا يُقبل المزيد. اسحب أحدها أو انتظر جوابًا.', gone: 'أزاله مشرف', goneText: 'السبب: ذُكر فيه اسم شخص.', doneTitle: 'احتُسب صوتك',
    unit: 'الوحدة 3 من 8', parts: '37%', phones: 'في الهواتف', computers: 'في الحواسيب', cars: 'في المركبات', set: 'الجميع يكتب، رسالة كل 10 ثوانٍ', settings: 'الثواني', name: 'الاسم', role: 'الدور', time: 'مدة الحضور', minutes: '41 دقيقة', host: 'المضيف',
  },
} as const satisfies { readonly [L in Lang]: { readonly [key: string]: string } };

export type KitWords = { readonly [K in keyof (typeof KIT)['en']]: string };
