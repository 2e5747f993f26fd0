// SPDX-License-Identifier: Apache-2.0
// The countries that the server knows: ISO 3166-1 alpha-2, and XK, which many use for Kosovo. Their names are the browser's.

const CODES = [
  'ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZ',
  'CACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFR',
  'GAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJP',
  'KEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMU',
  'MVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASB',
  'SCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZ',
  'VAVCVEVGVIVNVUWFWSXKYEYTZAZMZW',
].join('');

export const COUNTRIES: readonly string[] = CODES.match(/../g) ?? [];

export interface Country {
  readonly code: string;
  readonly name: string;
}

/** In the reader's language and in its order. */
export function countriesIn(lang: string): readonly Country[] {
  const names = new Intl.DisplayNames(lang, { type: 'region' });
  const order = new Intl.Collator(lang).compare;
  return COUNTRIES.map((code) => ({ code, name: names.of(code) ?? code })).sort((a, b) => order(a.name, b.name));
}

export function countryName(code: string, lang: string): string {
  return COUNTRIES.includes(code) ? new Intl.DisplayNames(lang, { type: 'region' }).of(code) ?? code : code;
}
