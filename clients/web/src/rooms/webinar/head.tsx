// SPDX-License-Identifier: Apache-2.0
// What of the room stands in the top bar: its title, how it stands, and the team's acts on the whole of it.
import type { FunctionComponent, JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { ClockContext } from '../../core/clock.ts';
import { HereContext } from '../../core/here.ts';
import { ReplayContext } from '../../core/replay.ts';
import { StaffContext } from '../../core/team.ts';
import { useBar } from '../../ui/bar.ts';
import { RoomContext } from '../../ui/session.tsx';
import { Next } from '../../ui/turns.ts';
import { FEATURES } from './features.ts';

const facts = FEATURES.flatMap(({ Fact }): FunctionComponent[] => (Fact ? [Fact] : []));

export function useHead(): void {
  const room = useContext(RoomContext);
  const here = useContext(HereContext);
  const staff = useContext(StaffContext);
  const replay = useContext(ReplayContext);
  const clock = useContext(ClockContext);
  useBar(
    <RoomContext.Provider value={room}>
      <HereContext.Provider value={here}>
        <ReplayContext.Provider value={replay}>
          <ClockContext.Provider value={clock}><StaffContext.Provider value={staff}><Next><Head /></Next></StaffContext.Provider></ClockContext.Provider>
        </ReplayContext.Provider>
      </HereContext.Provider>
    </RoomContext.Provider>, room, here, staff, replay, clock,
  );
}

function Head(): JSX.Element {
  return (
    <div class="head">
      {FEATURES.map(({ id, Heading }) => Heading && <Heading key={id} facts={facts} />)}
      {FEATURES.map(({ id, Tools }) => Tools && <Tools key={id} />)}
    </div>
  );
}
