/** Reading these must give undefined: the language, Node and test tools look for them on any object. */
const askedOfAnything = new Set([
  'then',
  'toJSON',
  'asymmetricMatch',
  'nodeType',
  '$$typeof',
  'domain',
  'default',
  'inspect',
  'captureRejections',
]);

function mayBeAbsent(key: string | symbol): boolean {
  return typeof key === 'symbol' || key.startsWith('_') || askedOfAnything.has(key);
}

export function notSimulated(path: string): Error {
  return new Error(`electron stand-in: ${path} is not simulated`);
}

function refusing(parent: object, name: string): object {
  return new Proxy(parent, {
    get(target, key, receiver) {
      if (key in target || mayBeAbsent(key)) return Reflect.get(target, key, receiver);
      throw notSimulated(`${name}.${String(key)}`);
    },
  });
}

/**
 * Whatever is not found on the object is refused with its name, instead of being undefined.
 * The refusal sits at the far end of the prototype chain, so `this`, private fields and instanceof stay normal.
 */
export function refuseUnknown<Simulated extends object>(name: string, simulated: Simulated): Simulated {
  const parent = Object.getPrototypeOf(simulated) as object;
  Object.setPrototypeOf(simulated, refusing(Object.create(parent) as object, name));
  return simulated;
}

type AnyClass = { prototype: object };

/** The same for a class: unknown members of its instances and unknown static members. */
export function refuseUnknownOfClass<Simulated extends AnyClass>(
  name: string,
  simulated: Simulated,
  rootOfInstances: AnyClass = simulated,
): Simulated {
  refuseUnknown(name, rootOfInstances.prototype);
  Object.setPrototypeOf(simulated, refusing(Object.getPrototypeOf(simulated) as object, name));
  return simulated;
}

/** A whole export that nothing is simulated of. */
export function wholeNotSimulated(name: string): never {
  const refuse = () => {
    throw notSimulated(name);
  };
  return new Proxy(refuse, {
    get(_target, key) {
      if (mayBeAbsent(key)) return undefined;
      throw notSimulated(`${name}.${String(key)}`);
    },
    construct: refuse,
  }) as never;
}
