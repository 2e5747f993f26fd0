// SPDX-License-Identifier: Apache-2.0
// A number of the command line. Ends the command, which is called `command`, with a sentence where it is none.

export function whole(command, text, most, what) {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  console.error(`${command}: ${what} is a number from 1 to ${most}`);
  process.exit(2);
}
