// SPDX-License-Identifier: Apache-2.0
// What was left is sent after all, under the op with which it may have arrived, or thrown away.
import type { Command } from '../../core/command.ts';
import type { CommandQueue } from '../../core/queue.ts';

export function leftSend(queue: CommandQueue, command: Command): void {
  leftDrop(queue, command);
  void queue.run(command.method, command.data, command.place, command.op);
}

export function leftDrop({ left }: CommandQueue, command: Command): void {
  left.set(left.get().filter((each) => each !== command));
}
