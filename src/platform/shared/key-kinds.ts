/** Kinds of keys that sealed identity is sealed to (age): a setting, which pages and server read alike. What they are says tips/key-kind.ts. */
export const keyKinds = ['x25519', 'hybrid'] as const
export type KeyKind = (typeof keyKinds)[number]
