// SPDX-License-Identifier: Apache-2.0
// What a course is called by its template.
export const en = {
  'course.kind.none': 'Course',
  'course.kind.spoc': 'Course with a group',
  'course.kind.workspace': 'Workspace',
  'course.kind.course': 'Course at your own pace',
  'course.kind.library': 'Library',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
