// SPDX-License-Identifier: Apache-2.0
// Passkeys by the browser, in the JSON that the server speaks. Where the browser does not speak it itself, we do.

type Bytes = string;
interface Described {
  readonly id: Bytes;
  readonly type: 'public-key';
  readonly transports?: AuthenticatorTransport[];
}
export interface CreationOptions {
  readonly challenge: Bytes;
  readonly user: { readonly id: Bytes; readonly name: string; readonly displayName: string };
  readonly excludeCredentials?: readonly Described[];
}
export interface RequestOptions {
  readonly challenge: Bytes;
  readonly allowCredentials?: readonly Described[];
}

export function passkeysHere(): boolean {
  return 'PublicKeyCredential' in globalThis && isSecureContext;
}

/** Whether the browser offers passkeys among what it fills into a field. */
export async function passkeysOffered(): Promise<boolean> {
  return passkeysHere() && (await PublicKeyCredential.isConditionalMediationAvailable?.().catch(() => false)) === true;
}

// One question at a time: an offer that still stands ends where another begins.
let asked: AbortController | undefined;
function alone(): AbortSignal {
  asked?.abort();
  asked = new AbortController();
  return asked.signal;
}

/** Makes a passkey; rejects with a DOMException when the person does not want one. */
export async function passkeyMake(options: CreationOptions): Promise<object> {
  const { challenge, user, excludeCredentials = [] } = options;
  const publicKey = {
    ...options, challenge: bytesOf(challenge), user: { ...user, id: bytesOf(user.id) },
    excludeCredentials: excludeCredentials.map((each) => ({ ...each, id: bytesOf(each.id) })),
  } as unknown as PublicKeyCredentialCreationOptions;
  return told(await navigator.credentials.create({ publicKey, signal: alone() }));
}

/** `offered`: only among what is filled into a field; it waits until one is chosen there. */
export async function passkeyUse(options: RequestOptions, offered = false): Promise<object> {
  const { challenge, allowCredentials = [] } = options;
  const publicKey = {
    ...options, challenge: bytesOf(challenge), allowCredentials: allowCredentials.map((each) => ({ ...each, id: bytesOf(each.id) })),
  } as unknown as PublicKeyCredentialRequestOptions;
  return told(await navigator.credentials.get({ publicKey, signal: alone(), ...(offered ? { mediation: 'conditional' } : {}) }));
}

function told(credential: Credential | null): object {
  const { id, rawId, type, response, authenticatorAttachment } = credential as PublicKeyCredential;
  const { clientDataJSON } = response;
  const part = (name: string): ArrayBuffer | null | undefined => (response as unknown as { [key: string]: ArrayBuffer | null })[name];
  const parts = ['attestationObject', 'authenticatorData', 'signature', 'userHandle']
    .flatMap((name) => { const bytes = part(name); return bytes ? [[name, textOf(bytes)]] : []; });
  const transports = (response as AuthenticatorAttestationResponse).getTransports?.();
  return {
    id, rawId: textOf(rawId), type, clientExtensionResults: (credential as PublicKeyCredential).getClientExtensionResults(),
    ...(authenticatorAttachment ? { authenticatorAttachment } : {}),
    response: { clientDataJSON: textOf(clientDataJSON), ...Object.fromEntries(parts) as object, ...(transports ? { transports } : {}) },
  };
}

/** base64url without padding. */
export function bytesOf(text: Bytes): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0));
}
export function textOf(bytes: ArrayBuffer): Bytes {
  return btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}
