// SPDX-License-Identifier: Apache-2.0
export function contract(errors: string, bounds: string): string;
