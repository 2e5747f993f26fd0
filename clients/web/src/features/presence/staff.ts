// SPDX-License-Identifier: Apache-2.0
export { AttendanceAfter as After } from './attendance.tsx';
