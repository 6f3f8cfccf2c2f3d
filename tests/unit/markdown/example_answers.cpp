#include "markdown/example_answers.h"

namespace heidi {
namespace {

constexpr ExampleAnswer answers[] = {
    {"prose with emphasis",
     R"(The festival was **won by Norway**, whose song *“Fjell og hav”* led from the *first* round.

It was the ***closest*** vote in years: only **3 points** – not 2*3 as some wrote – lay between the first two.
The organisers called it __“a night to remember”__, and ~~the jury~~ the public agreed. It’s a snake_case_word, too!

Why? Because 5 * 3 = 15 and a < b && c > d; at AT&T they say &ldquo;so what&rdquo; &amp; go on. Ça va, 日本, 👋🏽?
)"},
    {"headings and lists", R"(## What happened

1. **The vote.** Each country gave points:
   - *Jury*: 12 points to **Norway**
   - *Public*: 10 points to `SWE`
2. **The result.** See below.
10. **The end.** 2026 was different.

### To do

- [ ] watch the **replay**
- [x] read the article
- [ ] vote

* star item with *emphasis*
* another one

+ plus item

  with a second paragraph

> **Note:** the count is *not* final.
> It may change.
>
> - a list in a quote

---

Done. #1 in the charts! - or not?
)"},
    {"links, notes and images",
     R"(See [the article](https://news.example/a_(b)?c=d "A *title*") and <https://news.example/x>, or www.news.example.

Norway won [1], Sweden came second [2][3]. As **[the BBC](https://bbc.example) reports**, it’s [not over](/later).

![The winner on **stage**](https://news.example/pic.jpg "Stage") What a night! ![Crowd](crowd.png)

An array a[0] and a [bracketed aside] here. Mail <heidi@news.example> or heidi@news.example.

[![Logo](logo.png)](https://news.example) is a picture in a link.
)"},
    {"references defined at the end", R"(Norway won [1] by a *wide* margin, says [the BBC][bbc].

Sweden came second [2].

[1]: https://news.example/one
[2]: https://news.example/two "Two"
[bbc]: https://bbc.example
)"},
    {"code", R"(Use `vote()` or ``a `tick` b``, as in:

```python
# count the **votes**
def count(votes):
    return {v: votes[v] for v in votes}  # `dict`
- not a list
```

Then run it:

~~~
$ count --all
``
~~~

- In a list:

  ```js
  const a = b[1]; // *x*
  ```

- And on.

    indented **code** here

The end `of it`.
)"},
    {"a table", R"(Here are the results:

| Country | **Points** | Song |
|:--------|-----------:|------|
| Norway  | 312        | *Fjell* og **hav** |
| Sweden  | 309        | `Sång` \| [more](/s) |
| a_b     | 1 |

Right below a line:
| a | b |
|---|---|
| 1 | 2 |

Country | Points
--- | ---
Norway | 312

| just a | bar
and text.
)"},
    {"HTML and entities", R"(Line one<br>line two, H<sub>2</sub>O and &copy; 2026 &#8211; &#x20AC;.

<details>
<summary>More</summary>

Hidden **text** here.

</details>

<!-- a comment --> Text after 1 < 2 and x <y and z.
)"},
    {"headings that are underlined", R"(Title here
==========

Second
------

A paragraph - with a dash
- and a list
)"},
    {"Windows line ends", "# Head\r\n\r\nA *line*\r\nand **another\r\none**.\r\n\r\n- a\r\n- "
                          "b\r\n\r\n```\r\ncode\r\n```\r\n\r\n| a |\r\n|---|\r\n| b |\r\n"},
};

}  // namespace

std::span<const ExampleAnswer> example_answers() { return answers; }

}  // namespace heidi
