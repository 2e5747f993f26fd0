// SPDX-License-Identifier: Apache-2.0
// An address as a picture that a phone reads. What draws it is a file of its own.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Spinner } from '../../../ui/parts.tsx';

/** Black on white in every theme: phones read nothing else well. */
export function Qr({ text, label }: { text: string; label: string }): JSX.Element {
  const [dots, setDots] = useState<readonly (readonly boolean[])[] | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    import('./qr-draw.ts').then(({ qrDots }) => gone || setDots(qrDots(text)), () => undefined);
    return () => {
      gone = true;
    };
  }, [text]);
  if (!dots) return <Spinner label={label} />;
  const size = dots.length;
  const path = dots.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')).join('')).join('');
  return (
    <svg class="rooms-qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges" data-testid="qr">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
