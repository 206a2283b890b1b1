// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/scriptsandbox.h"

namespace Standin {

/// Runs once in a new engine, before any script. It takes away what scripts must not have, replaces what a single call
/// could make run or grow without an end, and freezes the rest. QJSEngine can interrupt JavaScript, but not its own
/// native functions: so each of these either takes time in proportion to a bounded input, or is written here.
const QString &ScriptSandbox::source()
{
    static const QString text = QString::fromUtf8(R"js((function (host, global) {
'use strict';
const mostElements = 10000;
const mostCharacters = 1048576;
const mostSteps = 67108864; // of a search: characters of the text times those of what is sought

const iterator = Symbol.iterator;
const {freeze, defineProperty, getOwnPropertyNames, getOwnPropertySymbols, getOwnPropertyDescriptor,
       getPrototypeOf} = Object;
const isArray = Array.isArray;
const NativeArray = Array, NativeString = String, NativeObject = Object, NativeSet = Set;
const quoted = JSON.stringify, parseJson = JSON.parse, nativeSplit = String.prototype.split;
const call = Function.prototype.call.bind(Function.prototype.call);
const apply = Function.prototype.call.bind(Function.prototype.apply);

function set(target, name, value) {
    defineProperty(target, name, {value, writable: false, enumerable: false, configurable: true});
}
function addAll(target, functions) {
    for (const name of getOwnPropertyNames(functions))
        set(target, name, functions[name]);
}
function keepOnly(target, names) {
    for (const name of getOwnPropertyNames(target)) {
        if (names.indexOf(name) < 0)
            delete target[name];
    }
}

// What has so many elements or characters is refused by everything that goes through all of them natively.
function few(list) {
    if (!isArray(list))
        throw new TypeError('expected an array');
    if (list.length > mostElements)
        throw new RangeError(`an array has ${list.length} elements, at most ${mostElements} are allowed here`);
    return list;
}
function short(value) {
    if (value === undefined || value === null)
        throw new TypeError('expected a text');
    const text = typeof value === 'string' ? value : NativeString(value);
    return allowed(text.length, text);
}
function allowed(length, text) {
    if (length > mostCharacters)
        throw new RangeError(`a text of ${length} characters, at most ${mostCharacters} are allowed here`);
    return text;
}
function sought(text, value) {
    const wanted = short(NativeString(value));
    if (text.length * wanted.length > mostSteps)
        throw new RangeError('both texts are too long for a search');
    return wanted;
}
function wrap(target, names, check) {
    for (const name of call(nativeSplit, names, ' ')) {
        const native = target[name];
        set(target, name, function (...values) { return apply(native, check(this), values); });
    }
}

// Functions
const functionPrototype = Function.prototype;
keepOnly(functionPrototype, ['name', 'length', 'toString', 'call']);
addAll(functionPrototype, {
    apply(self, values) { return apply(this, self, values === undefined || values === null ? [] : few(values)); },
    bind(self, ...first) { return (...rest) => apply(this, self, few(first.concat(rest))); },
});

// Objects
const objectPrototype = NativeObject.prototype;
const {keys, values, entries, assign, isFrozen, is} = NativeObject;
const hasOwn = objectPrototype.hasOwnProperty;
keepOnly(objectPrototype, ['constructor', 'toString', 'toLocaleString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf',
                           'propertyIsEnumerable']);
keepOnly(NativeObject, ['prototype', 'name', 'length']);
addAll(NativeObject, {
    keys, values, entries, assign, isFrozen, is, freeze, getOwnPropertyNames,
    hasOwn(object, name) { return call(hasOwn, object, name); },
    fromEntries(list) {
        const object = {};
        for (const [key, value] of list)
            object[key] = value;
        return object;
    },
});

// Arrays
const arrayPrototype = NativeArray.prototype;
const nativeIterator = arrayPrototype[iterator], nativeSlice = arrayPrototype.slice;
keepOnly(arrayPrototype, ['length', 'constructor', 'toLocaleString', 'copyWithin', 'entries', 'fill', 'find', 'findIndex',
    'includes', 'keys', 'pop', 'push', 'reverse', 'shift', 'slice', 'splice', 'unshift', 'indexOf', 'lastIndexOf', 'every',
    'some', 'forEach', 'map', 'filter', 'reduce', 'reduceRight', 'values']);
wrap(arrayPrototype, 'copyWithin entries fill find findIndex includes keys pop push reverse shift slice splice ' +
    'unshift indexOf lastIndexOf every some forEach map filter reduce reduceRight values', few);
set(arrayPrototype, iterator, function () { return call(nativeIterator, few(this)); });

function isLess(a, b) {
    return NativeString(a) < NativeString(b);
}
function isBefore(a, b, compare) { // undefined is last
    if (a === undefined || b === undefined)
        return a !== undefined;
    return compare ? compare(a, b) < 0 : isLess(a, b);
}
function merged(left, right, compare) {
    const all = [];
    let l = 0, r = 0;
    while (l < left.length && r < right.length)
        all[all.length] = isBefore(right[r], left[l], compare) ? right[r++] : left[l++];
    while (l < left.length)
        all[all.length] = left[l++];
    while (r < right.length)
        all[all.length] = right[r++];
    return all;
}
function sorted(list, compare) {
    if (list.length < 2)
        return list;
    const middle = list.length >> 1;
    return merged(sorted(call(nativeSlice, list, 0, middle), compare), sorted(call(nativeSlice, list, middle), compare),
                  compare);
}
function append(all, value) {
    if (all.length >= mostElements)
        throw new RangeError(`an array has more than ${mostElements} elements`);
    all[all.length] = value;
}
function flatInto(all, list, depth) {
    for (const value of few(list)) {
        if (isArray(value) && depth > 0)
            flatInto(all, value, depth - 1);
        else
            append(all, value);
    }
    return all;
}
addAll(arrayPrototype, {
    at(index) { return few(this)[index < 0 ? this.length + index : index]; },
    concat(...lists) {
        const all = call(nativeSlice, few(this));
        for (const list of lists) {
            if (isArray(list))
                flatInto(all, list, 0);
            else
                append(all, list);
        }
        return all;
    },
    flat(depth = 1) { return flatInto([], this, depth); },
    flatMap(make, self) { return flatInto([], few(this).map(make, self), 1); },
    join(separator = ',') {
        let text = '';
        const between = NativeString(separator), list = few(this);
        for (let i = 0; i < list.length; ++i) {
            const value = list[i];
            text += (i > 0 ? between : '') + (value === undefined || value === null ? '' : NativeString(value));
        }
        return text;
    },
    sort(compare) {
        const list = sorted(call(nativeSlice, few(this)), compare);
        for (let i = 0; i < list.length; ++i)
            this[i] = list[i];
        return this;
    },
    toString() { return this.join(); },
});
const ScriptArray = function Array(...values) {
    if (values.length !== 1 || typeof values[0] !== 'number')
        return values;
    const list = [];
    list.length = values[0];
    return few(list);
};
ScriptArray.prototype = arrayPrototype;
addAll(ScriptArray, {
    isArray,
    of(...values) { return values; },
    from(source, make) {
        const list = [];
        if (typeof source === 'string' || source[iterator]) {
            for (const value of source)
                append(list, value);
        } else {
            for (let i = 0; i < source.length; ++i)
                append(list, source[i]);
        }
        return make ? list.map(make) : list;
    },
});
set(arrayPrototype, 'constructor', ScriptArray);

// Maps and sets
for (const type of [Map, Set]) {
    const check = function (self) {
        if (self.size > mostElements)
            throw new RangeError(`more than ${mostElements} elements`);
        return self;
    };
    wrap(type.prototype, 'entries forEach keys values', check);
    const native = type.prototype[iterator];
    set(type.prototype, iterator, function () { return call(native, check(this)); });
}

// Regular expressions run in the host, which has bounds for them.
const ScriptRegExp = function RegExp(pattern, flags) {
    if (!(this instanceof ScriptRegExp))
        return new ScriptRegExp(pattern, flags);
    const source = pattern instanceof ScriptRegExp ? pattern.source : short(NativeString(pattern));
    const options = flags === undefined ? (pattern instanceof ScriptRegExp ? pattern.flags : '') : NativeString(flags);
    const error = host.patternError(source, options);
    if (error)
        throw new SyntaxError(error);
    for (const [name, value] of entries({source, flags: options}))
        defineProperty(this, name, {value, enumerable: false});
    defineProperty(this, 'lastIndex', {value: 0, writable: true, enumerable: false});
};
function has(expression, flag) {
    return expression.flags.indexOf(flag) >= 0;
}
function find(expression, text, from) {
    const found = host.find(expression.source, expression.flags, text, from);
    if (typeof found === 'string')
        throw new RangeError(found);
    if (found)
        found.input = text;
    return found;
}
function findAll(expression, text) {
    const all = [];
    let from = 0;
    while (from <= text.length) {
        const found = find(expression, text, from);
        if (!found)
            break;
        append(all, found);
        from = found.index + (found[0].length || 1);
    }
    return all;
}
addAll(ScriptRegExp.prototype, {
    exec(value) {
        const text = short(NativeString(value));
        const moves = has(this, 'g') || has(this, 'y');
        const from = moves ? this.lastIndex : 0;
        const found = from >= 0 && from <= text.length ? find(this, text, from) : null;
        if (moves)
            this.lastIndex = found ? found.index + found[0].length : 0;
        return found;
    },
    test(value) { return this.exec(value) !== null; },
    toString() { return `/${this.source}/${this.flags}`; },
});
for (const [name, flag] of entries({global: 'g', ignoreCase: 'i', multiline: 'm', dotAll: 's', unicode: 'u', sticky: 'y'}))
    defineProperty(ScriptRegExp.prototype, name, {get() { return has(this, flag); }});
function expressionOf(value, flags) {
    return value instanceof ScriptRegExp ? value : new ScriptRegExp(value === undefined ? '' : value, flags);
}

// Texts
const stringPrototype = NativeString.prototype;
const nativeIndexOf = stringPrototype.indexOf;
const {repeat, padStart, padEnd} = stringPrototype;
const stringIterator = stringPrototype[iterator];
keepOnly(stringPrototype, ['length', 'constructor', 'toString', 'valueOf', 'charAt', 'charCodeAt', 'codePointAt',
    'endsWith', 'indexOf', 'includes', 'lastIndexOf', 'localeCompare', 'normalize', 'slice', 'startsWith', 'substr',
    'substring', 'toLowerCase', 'toLocaleLowerCase', 'toUpperCase', 'toLocaleUpperCase', 'trim']);
wrap(stringPrototype, 'charAt charCodeAt codePointAt localeCompare slice substr substring trim', short);
const {normalize} = stringPrototype;
set(stringPrototype, 'normalize', function (form = 'NFC') {
    const text = short(this);
    if (text.length > mostElements) // natively it takes quadratic time
        throw new RangeError(`more than ${mostElements} characters to normalize`);
    return call(normalize, text, form);
});
function inPieces(text, convert) { // natively it takes quadratic time for characters that become several
    const size = 4096;
    let out = '';
    for (let from = 0, end; from < text.length; from = end) {
        end = from + size;
        const last = text.charCodeAt(end - 1);
        if (last >= 0xD800 && last < 0xDC00)
            ++end; // the other half of the character
        out += call(convert, text.slice(from, end));
    }
    return out;
}
for (const name of ['toLowerCase', 'toLocaleLowerCase', 'toUpperCase', 'toLocaleUpperCase']) {
    const native = stringPrototype[name];
    set(stringPrototype, name, function () {
        const text = short(this);
        return text.length <= 4096 ? call(native, text) : inPieces(text, native);
    });
}
for (const name of ['endsWith', 'indexOf', 'includes', 'lastIndexOf', 'startsWith']) {
    const native = stringPrototype[name];
    set(stringPrototype, name, function (value, position) {
        const text = short(this), wanted = sought(text, value);
        return position === undefined ? call(native, text, wanted) : call(native, text, wanted, position);
    });
}
set(stringPrototype, iterator, function () {
    const text = short(this);
    if (text.length > mostElements)
        throw new RangeError(`more than ${mostElements} characters to go through`);
    return call(stringIterator, text);
});
function literalMatches(text, wanted, all) {
    const matches = [];
    let at = call(nativeIndexOf, text, wanted, 0);
    while (at >= 0) {
        append(matches, freeze({0: wanted, length: 1, index: at}));
        if (!all || at >= text.length)
            break;
        at = call(nativeIndexOf, text, wanted, at + (wanted.length || 1));
    }
    return matches;
}
function expanded(template, match, text) {
    let out = '', from = 0, at = template.indexOf('$');
    while (at >= 0 && at + 1 < template.length) {
        out += template.slice(from, at);
        const next = template[at + 1];
        const digits = next >= '0' && next <= '9'
            ? (template[at + 2] >= '0' && template[at + 2] <= '9' && +template.slice(at + 1, at + 3) < match.length ? 2 : 1) : 0;
        const group = digits ? +template.slice(at + 1, at + 1 + digits) : 0;
        const end = next === '<' && match.groups ? template.indexOf('>', at) : -1;
        let length = 2;
        if (next === '$')
            out += '$';
        else if (next === '&')
            out += match[0];
        else if (next === '`')
            out += text.slice(0, match.index);
        else if (next === "'")
            out += text.slice(match.index + match[0].length);
        else if (group > 0 && group < match.length) {
            out += match[group] === undefined ? '' : match[group];
            length = 1 + digits;
        } else if (end > 0) {
            const value = match.groups[template.slice(at + 2, end)];
            out += value === undefined ? '' : value;
            length = end + 1 - at;
        } else {
            out += '$';
            length = 1;
        }
        from = at + length;
        at = template.indexOf('$', from);
    }
    return out + template.slice(from);
}
function replaced(text, matches, replacement) {
    let out = '', from = 0;
    const make = typeof replacement === 'function' ? replacement : null;
    const template = make ? '' : short(NativeString(replacement));
    for (const match of matches) {
        const values = [];
        for (let i = 0; i < match.length; ++i)
            append(values, match[i]);
        append(values, match.index);
        append(values, text);
        out += text.slice(from, match.index);
        out += make ? NativeString(apply(make, undefined, values)) : expanded(template, match, text);
        from = match.index + match[0].length;
    }
    return out + text.slice(from);
}
addAll(stringPrototype, {
    concat(...values) {
        let text = short(this);
        for (const value of values)
            text += NativeString(value);
        return text;
    },
    repeat(count) {
        const text = short(this);
        allowed(text.length * (count > 0 ? count : 0));
        return call(repeat, text, count);
    },
    padStart(length, filler) { return call(padStart, short(this), allowed(+length, +length), filler); },
    padEnd(length, filler) { return call(padEnd, short(this), allowed(+length, +length), filler); },
    trimStart() {
        const text = short(this);
        return text.slice(text.length - (text + '.').trim().length + 1);
    },
    trimEnd() {
        const text = short(this);
        return text.slice(0, ('.' + text).trim().length - 1);
    },
    match(value) {
        const text = short(this), expression = expressionOf(value);
        if (!has(expression, 'g'))
            return expression.exec(text);
        const found = findAll(expression, text);
        return found.length > 0 ? found.map(match => match[0]) : null;
    },
    matchAll(value) { return findAll(expressionOf(value, 'g'), short(this)); },
    search(value) {
        const found = find(expressionOf(value), short(this), 0);
        return found ? found.index : -1;
    },
    replace(wanted, replacement) {
        const text = short(this);
        if (!(wanted instanceof ScriptRegExp))
            return replaced(text, literalMatches(text, sought(text, wanted), false), replacement);
        const found = has(wanted, 'g') ? findAll(wanted, text) : [wanted.exec(text)].filter(match => match);
        return replaced(text, found, replacement);
    },
    replaceAll(wanted, replacement) {
        const text = short(this);
        return replaced(text, wanted instanceof ScriptRegExp ? findAll(wanted, text)
                                                       : literalMatches(text, sought(text, wanted), true), replacement);
    },
    split(separator, limit) {
        const text = short(this), most = limit === undefined ? mostElements + 1 : limit;
        if (separator === undefined)
            return [text];
        if (!(separator instanceof ScriptRegExp))
            return few(call(nativeSplit, text, sought(text, separator), most));
        const parts = [];
        let from = 0;
        for (const match of findAll(separator, text)) {
            if (match[0].length === 0 && (match.index === 0 || match.index >= text.length))
                continue;
            append(parts, text.slice(from, match.index));
            for (let i = 1; i < match.length; ++i)
                append(parts, match[i]);
            from = match.index + match[0].length;
        }
        append(parts, text.slice(from));
        return parts.slice(0, most);
    },
});
keepOnly(NativeString, ['prototype', 'name', 'length', 'fromCharCode', 'fromCodePoint']);

// JSON: written here, because the native function can neither be interrupted nor ends in a deep value.
function textOf(value, holderKey, replacer, gap, indent) {
    if (value !== null && typeof value === 'object' && typeof value.toJSON === 'function')
        value = value.toJSON(holderKey);
    if (typeof replacer === 'function')
        value = replacer(holderKey, value);
    if (typeof value === 'string' || value instanceof NativeString)
        return quoted(short(NativeString(value)));
    if (typeof value === 'number' || value instanceof Number)
        return isFinite(value) ? NativeString(value) : 'null';
    if (value === null || typeof value === 'boolean' || value instanceof Boolean)
        return NativeString(value);
    if (typeof value !== 'object')
        return undefined;
    const inner = indent + gap, parts = [], list = isArray(value);
    for (const key of list ? [] : (isArray(replacer) ? replacer : few(keys(value)))) {
        const part = textOf(value[key], key, replacer, gap, inner);
        if (part !== undefined)
            append(parts, quoted(NativeString(key)) + (gap ? ': ' : ':') + part);
    }
    for (let i = 0; list && i < few(value).length; ++i)
        append(parts, textOf(value[i], NativeString(i), replacer, gap, inner) || 'null');
    const [begin, end] = list ? '[]' : '{}';
    if (parts.length === 0 || !gap)
        return begin + parts.join() + end;
    return begin + '\n' + inner + parts.join(',\n' + inner) + '\n' + indent + end;
}
const scriptJson = {
    parse(text) { return parseJson(short(NativeString(text))); },
    stringify(value, replacer, space) {
        const gap = typeof space === 'number' ? ' '.repeat(Math.min(Math.max(space, 0), 10))
                                              : space ? NativeString(space).slice(0, 10) : '';
        return textOf(value, '', replacer, gap, '');
    },
};

// What a template knows beside JavaScript
const functions = {};
for (const name of ['now', 'isoNow', 'uuid', 'seq', 'random', 'randomInt', 'walk', 'sine']) {
    functions[name] = (...values) => {
        const result = host.call(name, values);
        if (isArray(result))
            throw new TypeError(result[0]);
        return result;
    };
}
functions.pick = (...values) => {
    if (values.length === 0)
        throw new TypeError('pick() takes 1 argument at least');
    return values[functions.randomInt(0, values.length - 1)];
};
const command = {};
for (const name of ['topic', 'payload', 'json', 'properties', 'levels', 'qos', 'retain'])
    defineProperty(command, name, {get() { return host.command(name); }, enumerable: true});
set(Math, 'random', () => functions.random(0, 1));
function thrown(value) {
    return value instanceof Error ? value : new Error(NativeString(value));
}

// Only these are left.
const globals = {
    Object, Array: ScriptArray, String, Number, Boolean, Math, JSON: scriptJson, Date, Map, Set, RegExp: ScriptRegExp,
    Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError,
    parseInt, parseFloat, isNaN, isFinite, encodeURI, encodeURIComponent, decodeURI, decodeURIComponent,
};
const encoders = {encodeURI, encodeURIComponent, decodeURI, decodeURIComponent, parseInt, parseFloat};
for (const [name, native] of entries(encoders))
    globals[name] = (value, base) => native(short(NativeString(value)), base);
keepOnly(global, ['undefined', 'NaN', 'Infinity']);
addAll(global, globals);
set(functionPrototype, 'constructor', undefined);

const seen = new NativeSet();
function freezeAll(value) {
    if (value === null || (typeof value !== 'object' && typeof value !== 'function') || seen.has(value))
        return;
    seen.add(value);
    freeze(value);
    for (const name of getOwnPropertyNames(value).concat(getOwnPropertySymbols(value))) {
        const property = getOwnPropertyDescriptor(value, name);
        freezeAll(property.value);
        freezeAll(property.get);
        freezeAll(property.set);
    }
    freezeAll(getPrototypeOf(value));
}
for (const root of [global, functions, command, thrown, [].values(), new Map().values(), new Set().values(),
                    ''[iterator](), function () {}, (() => {})])
    freezeAll(root);
return {functions, command, thrown, textOf(value) { return textOf(value, '', undefined, '', ''); }};
}))js");
    return text;
}

} // namespace Standin
