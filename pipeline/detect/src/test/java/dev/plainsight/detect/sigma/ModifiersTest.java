package dev.plainsight.detect.sigma;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the specification says of values and modifiers, each with an event that is and one that is
 * not.
 */
class ModifiersTest {
  @ParameterizedTest(name = "{0} fires on {1}, not on {2}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        // plain values
        "{f: Abc} ~ {f: aBC} ~ {f: abcd}",
        "{f: 4624} ~ {f: 4624} ~ {f: 4625}",
        "{f: 4624} ~ {f: '4624'} ~ {f: 46240}",
        "{f: '1'} ~ {f: 1} ~ {f: 11}",
        "{f: true} ~ {f: true} ~ {f: false}",
        "{f: true} ~ {f: 'True'} ~ {f: 'False'}",
        "{f: ''} ~ {f: ''} ~ {g: a}",
        "{f: null} ~ {g: a} ~ {f: ''}",
        "{f: [a, null]} ~ {g: a} ~ {f: b}",
        "{f: [a, b]} ~ {f: B} ~ {f: c}",
        "{f: a, g: b} ~ {f: a, g: b} ~ {f: a}",
        "[{f: a}, {g: b}] ~ {g: b} ~ {f: b}",
        "{a.b: c} ~ {a: {b: c}} ~ {a: {c: b}}",
        "{a.b: c} ~ {a: [{b: x}, {b: c}]} ~ {a: [{b: x}, {d: c}]}",
        "{f: b} ~ {f: [a, b]} ~ {f: [a, c]}",
        // wildcards and escapes
        "{f: 'a*d'} ~ {f: abcd} ~ {f: abc}",
        "{f: 'a?c'} ~ {f: abc} ~ {f: ac}",
        "{f: 'pro*fi?e'} ~ {f: profile} ~ {f: profie}",
        "{f: '*ab*cd*ef*'} ~ {f: xabycdzefw} ~ {f: xcdyabzef}",
        "{f: 'a\\*b'} ~ {f: 'a*b'} ~ {f: axb}",
        "{f: 'a\\?b'} ~ {f: 'a?b'} ~ {f: axb}",
        "{f: 'a\\b'} ~ {f: 'a\\b'} ~ {f: ab}",
        "{f: 'a\\\\b'} ~ {f: 'a\\b'} ~ {f: 'a\\\\b'}",
        "{f: 'a\\\\*'} ~ {f: 'a\\bc'} ~ {f: 'a*'}",
        "{f: 'a\\\\\\*'} ~ {f: 'a\\*'} ~ {f: 'a\\b'}",
        "{f: 'a\\\\\\\\b'} ~ {f: 'a\\\\b'} ~ {f: 'a\\b'}",
        "{f: '*'} ~ {f: x} ~ {g: x}",
        "{f: '?*'} ~ {f: x} ~ {f: ''}",
        // keywords
        "[abc, def] ~ {x: 'an ABC'} ~ {x: ab}",
        "['a*c'] ~ {x: 'xabcx'} ~ {x: xabx}",
        "{'|all': [abc, def]} ~ {x: abc, y: 'x def'} ~ {x: abc}",
        "abc ~ {x: xabcx} ~ {x: abx}",
        "[4625] ~ {x: 'id 4625'} ~ {x: 'id 462'}",
        "{'|re': 'a[0-9]c'} ~ {x: xa1c} ~ {x: abc}",
        // places
        "{f|contains: bcd} ~ {f: aBCDe} ~ {f: abde}",
        "{f|contains: b} ~ {f: abc} ~ {f: ac}",
        "{f|contains: 'b*d'} ~ {f: xbcdx} ~ {f: xbcx}",
        "{f|startswith: abcd} ~ {f: abcde} ~ {f: xabcde}",
        "{f|startswith: ab} ~ {f: ABc} ~ {f: xab}",
        "{f|endswith: '\\cmd.exe'} ~ {f: 'C:\\CMD.exe'} ~ {f: 'C:\\cmd.exe '}",
        "{f|endswith: xe} ~ {f: exe} ~ {f: exec}",
        "{f|contains: ['ab', 'cdef']} ~ {f: xcdefx} ~ {f: acbd}",
        "{f|contains|all: ['ab', 'cdef']} ~ {f: 'cdef ab'} ~ {f: cdef}",
        "{f|all|contains: ['ab', 'cdef']} ~ {f: 'cdef ab'} ~ {f: ab}",
        "{f|contains: 'лог'} ~ {f: 'КАТАЛОГ'} ~ {f: 'катал'}",
        "{f|contains: 'ⅰ'} ~ {f: 'a ⅰ'} ~ {f: 'a ?'}",
        "{f|contains: '😀'} ~ {f: 'a 😀 b'} ~ {f: 'a 😁 b'}",
        "{f|contains: 'straße'} ~ {f: 'STRAßE 5'} ~ {f: strasse}",
        // cased
        "{f|cased: Abc} ~ {f: Abc} ~ {f: abc}",
        "{f|contains|cased: AbCdE} ~ {f: xAbCdEx} ~ {f: xabcdex}",
        "{f|cased|endswith: Ab} ~ {f: xAb} ~ {f: xab}",
        // windash
        "{f|windash|contains: ' -enc'} ~ {f: 'p /enc'} ~ {f: 'p enc'}",
        "{f|windash|contains: ' -enc'} ~ {f: 'p –enc'} ~ {f: 'p +enc'}",
        "{f|contains|windash: ' /a /b /c'} ~ {f: 'x -a —b ―c'} ~ {f: 'x -a -b +c'}",
        "{f|windash|endswith: '-x'} ~ {f: 'p /x'} ~ {f: 'p /xy'}",
        "{f|windash|contains: 'a-b'} ~ {f: 'a-b'} ~ {f: 'a/b'}",
        "{f|windash|contains|all: ['-aa', '-bb']} ~ {f: '/bb -aa'} ~ {f: '/bb aa'}",
        // re
        "{f|re: '^a.c$'} ~ {f: abc} ~ {f: ABC}",
        "{f|re: 'b+'} ~ {f: abbc} ~ {f: ac}",
        "{f|re|i: '^a.c$'} ~ {f: ABC} ~ {f: ABCD}",
        "{f|re: '(?i)A{2,3}x'} ~ {f: baax} ~ {f: bax}",
        "{f|re|m: '^b$'} ~ {f: \"a\\nb\\nc\"} ~ {f: \"a\\nxb\\nc\"}",
        "{f|re|s: 'a.b'} ~ {f: \"a\\nb\"} ~ {f: \"a\\n\\nb\"}",
        "{f|re: ['a1', 'b2']} ~ {f: xb2} ~ {f: a2}",
        "{f|re|all: ['a1', 'b2']} ~ {f: b2a1} ~ {f: xb2}",
        "{f|re: 'é\\d'} ~ {f: é1} ~ {f: e1}",
        "{f|re: '[а-я]{3}'} ~ {f: xлогx} ~ {f: xlogx}",
        // cidr
        "{f|cidr: 10.0.0.0/8} ~ {f: 10.2.3.4} ~ {f: 11.0.0.1}",
        "{f|cidr: 192.168.4.0/22} ~ {f: 192.168.7.255} ~ {f: 192.168.8.0}",
        "{f|cidr: ['10.0.0.0/8', '::1/128']} ~ {f: '::1'} ~ {f: '::2'}",
        "{f|cidr: '2001:db8::/33'} ~ {f: '2001:db8:7fff::9'} ~ {f: '2001:db8:8000::9'}",
        "{f|cidr: 10.0.0.0/8} ~ {f: '::ffff:10.1.1.1'} ~ {f: not-an-address}",
        "{f|cidr: 10.1.1.1} ~ {f: 10.1.1.1} ~ {f: 10.1.1.2}",
        // encodings
        "{f|base64|contains: foobar} ~ {f: 'x Zm9vYmFy y'} ~ {f: foobar}",
        "{f|base64offset|contains: 'foobar'} ~ {f: 'eGZvb2Jhcg=='} ~ {f: 'eGZvb2Jheg=='}",
        "{f|wide|base64offset|contains: 'cmd '} ~ {f: 'AGMAbQBkACAA'} ~ {f: 'Y21kIA=='}",
        "{f|utf16le|base64: ab} ~ {f: 'YQBiAA=='} ~ {f: YWI=}",
        "{f|utf16be|base64: ab} ~ {f: AGEAYg==} ~ {f: YQBiAA==}",
        "{f|utf16|base64: ab} ~ {f: //5hAGIA} ~ {f: YQBiAA==}",
        // placeholders
        "{f|expand: '%admins%'} ~ {f: adm_ada} ~ {f: ada}",
        "{f|contains|expand: 'x%admins%y'} ~ {f: axrooty} ~ {f: xy}",
        "{f|expand: '50%'} ~ {f: '50%'} ~ {f: 50}",
        // references
        "{f|fieldref: g} ~ {f: A, g: a} ~ {f: a, g: b}",
        "{f|fieldref: g} ~ {f: a, g: [b, a]} ~ {f: a}",
        "{f|fieldref|startswith: g} ~ {f: abc, g: AB} ~ {f: abc, g: bc}",
        "{f|fieldref|endswith: g} ~ {f: abc, g: bc} ~ {f: abc, g: ab}",
        "{f|fieldref|contains: g} ~ {f: abc, g: b} ~ {f: abc, g: d}",
        "{f|fieldref|cased: g} ~ {f: Ab, g: Ab} ~ {f: AB, g: Ab}",
        "{f|fieldref|neq: g} ~ {f: a, g: b} ~ {f: a, g: a}",
        // presence
        "{f|exists: true} ~ {f: ''} ~ {g: a}",
        "{f|exists: false} ~ {g: a} ~ {f: a}",
        // numbers
        "{f|lt: 5} ~ {f: 4} ~ {f: 5}",
        "{f|lte: 5} ~ {f: '5'} ~ {f: 5.1}",
        "{f|gt: 5} ~ {f: 6} ~ {f: text}",
        "{f|gte: 5} ~ {f: 5} ~ {g: 5}",
        "{f|neq: 5} ~ {f: 4} ~ {f: 5}",
        "{f|neq: [a, b]} ~ {f: c} ~ {f: B}",
        "{f|contains|neq: abc} ~ {f: ab} ~ {f: xabcx}",
        // moments
        "{f|minute: 7} ~ {f: '2026-03-02T09:07:00Z'} ~ {f: '2026-03-02T09:08:00Z'}",
        "{f|hour|gte: 20} ~ {f: '2026-03-02 21:07:00.123'} ~ {f: '2026-03-02 19:07:00'}",
        "{f|hour: 9} ~ {f: 1772442000000} ~ {f: 1772445600}",
        "{f|day: [1, 2]} ~ {f: '2026-03-02'} ~ {f: '2026-03-03'}",
        "{f|week: 10} ~ {f: '2026-03-02'} ~ {f: '2026-03-01'}",
        "{f|month|lt: 4} ~ {f: '2026-03-02'} ~ {f: '2026-04-02'}",
        "{f|year|neq: 2026} ~ {f: '2025-03-02'} ~ {f: '2026-03-02'}",
      })
  void matchesAsSpecified(String search, String firing, String silent) {
    SigmaRules rules = Sigma.where(search);
    assertEquals(true, Sigma.matches(rules, firing), "on " + firing);
    assertEquals(false, Sigma.matches(rules, silent), "on " + silent);
  }
}
