"""How the model is written: the shorthands D, G, s, k put back into a formula, and the paper's marks.

Formulas are derived in the six parameters. For reading, :func:`shorthand` rewrites a derived formula in the four
shorthands; substituting them back gives the same formula, and the tests check that it does.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import sympy as sp
from sympy.printing.latex import LatexPrinter

from spillover import model
from spillover.regimes import Mode

LETTERS: dict[str, str] = {
    "x": "x",
    "q": "q",
    "Q": "Q",
    "price": "p",
    "unit_cost": "c",
    "profit": r"\pi",
    "consumer_surplus": "CS",
    "welfare": "W",
}
"""The letter of each quantity of an outcome."""

WORDS: dict[str, str] = {
    "x": "R&D per firm",
    "q": "output per firm",
    "Q": "total output",
    "price": "price",
    "unit_cost": "unit cost",
    "profit": "profit per firm",
    "consumer_surplus": "consumer surplus",
    "welfare": "welfare",
}
"""What each quantity of an outcome is called in prose and in figures."""

_NAMED_FACTORS = {symbol: model.SHORTHANDS[symbol] for symbol in (model.D, model.s, model.k)}


def mark(quantity: str, mode: Mode) -> sp.Symbol:
    r"""The symbol of a quantity in a mode, for instance that of x in R&D cooperation, printed with its hat.

    Parameters
    ----------
    quantity
        name of one of the eight.
    mode
        a regime or a planner.

    Returns
    -------
    Symbol
        whose name is LaTeX.

    Examples
    --------
    >>> from spillover.regimes import Regime
    >>> mark("x", Regime.RND_COOPERATION)
    \hat{x}
    """
    return sp.Symbol(mode.latex(LETTERS[quantity]), real=True)


def factors(expr: sp.Expr) -> tuple[sp.Expr, list[tuple[sp.Expr, int]]]:
    """A number, and the irreducible polynomials whose product with it is the expression, each with its power.

    Powers below the fraction line are negative. A product is taken apart before anything is multiplied out.

    Parameters
    ----------
    expr
        a rational function.

    Returns
    -------
    number, found
        the number, and a list of pairs of a factor and its power.

    Examples
    --------
    >>> factors(2 * (model.a - model.A) / model.n)
    (2, [(n, -1), (-A + a, 1)])
    """
    if expr.is_Mul:
        parts = [factors(arg) for arg in expr.args]
        return sp.Mul(*(number for number, _ in parts)), [factor for _, found in parts for factor in found]
    if expr.is_Pow and expr.exp.is_Integer:
        number, found = factors(expr.base)
        return number**expr.exp, [(factor, power * int(expr.exp)) for factor, power in found]
    if expr.is_Add and any(power.exp.is_negative for power in expr.atoms(sp.Pow)):
        return factors(sp.factor(expr))
    number, found = sp.factor_list(expr)
    return number, list(found)


def shorthand(expr: sp.Expr) -> sp.Expr:
    """The same rational function, factored and written in D = a - A, G = b gamma, s and k where they occur.

    Parameters
    ----------
    expr
        a rational function of the six parameters.

    Returns
    -------
    Expr
        equal to it where D, G, s and k stand for what they mean.

    Examples
    --------
    >>> shorthand((model.a - model.A) / (model.b * model.gamma * (model.n + 1) ** 2))
    D/(G*(n + 1)**2)
    """
    number, found = factors(expr)
    upper = _written(1, [(factor, power) for factor, power in found if power > 0])
    lower = _written(1, [(factor, -power) for factor, power in found if power < 0])
    return sp.Mul(number, upper, 1 / lower)


def without_shorthands(expr: sp.Expr) -> sp.Expr:
    """The same expression in the six parameters alone: the inverse of :func:`shorthand`.

    Parameters
    ----------
    expr
        in the parameters and the shorthands.

    Returns
    -------
    Expr
        in the parameters.

    Examples
    --------
    >>> without_shorthands(model.D / model.G)
    (-A + a)/(b*gamma)
    """
    return expr.subs(model.SHORTHANDS)


def _product(polynomial: sp.Expr) -> sp.Expr:
    return _written(*factors(polynomial))


def _written(number: Any, found: list[tuple[sp.Expr, int]]) -> sp.Expr:
    return sp.Mul(number, *(_factor(factor) ** power for factor, power in found)).subs(model.b * model.gamma, model.G)


def _factor(factor: sp.Expr) -> sp.Expr:
    for symbol, meaning in _NAMED_FACTORS.items():
        for sign in (1, -1):
            if sp.expand(factor - sign * meaning) == 0:
                return sign * symbol
    letters = [letter for letter in (model.gamma, *factor.atoms(sp.Abs), model.beta) if factor.has(letter)]
    if factor.is_Add and letters:
        terms = sp.Poly(factor, letters[0]).terms()
        return sp.Add(*(_product(coefficient * letters[0] ** power) for (power,), coefficient in terms))
    return factor


def collect_terms(expr: sp.Expr, *symbols: sp.Symbol) -> sp.Expr:
    """A fraction whose numerator is linear in some symbols, with the coefficient of each written in the shorthands.

    Parameters
    ----------
    expr
        a rational function.
    symbols
        those in which its numerator is linear.

    Returns
    -------
    Expr
        a sum over the symbols, above a common denominator.

    Examples
    --------
    >>> collect_terms((model.a * model.n + model.A * model.beta) / model.gamma, model.a, model.A)
    (A*beta + a*n)/gamma
    """
    numerator, denominator = sp.fraction(sp.factor(expr))
    terms = sp.Poly(numerator, *symbols).terms()
    return sp.Add(*(_product(coefficient) * _monomial(symbols, powers) for powers, coefficient in terms)) / _product(denominator)


def _monomial(symbols: tuple[sp.Symbol, ...], powers: tuple[int, ...]) -> sp.Expr:
    return sp.Mul(*(symbol**power for symbol, power in zip(symbols, powers, strict=True)))


def latex(expr: sp.Basic) -> str:
    r"""LaTeX in the order of an economist: what is added before what is taken away, parameters before choices.

    Parameters
    ----------
    expr
        an expression, a relation or a matrix.

    Returns
    -------
    str
        LaTeX, without dollar signs.

    Examples
    --------
    >>> latex(model.gamma * (model.a - model.A))
    '\\gamma \\left(a - A\\right)'
    >>> latex(1 + (model.n - 1) * model.beta)
    '1 + \\beta \\left(n - 1\\right)'
    """
    written = str(_PRINTER.doprint(expr))
    return written.replace(r"\left|", r"\lvert ").replace(r"\right|", r"\rvert ")  # a bare | would end a cell of a table


_SIGNS = {"≥": r"\geq ", "≤": r"\leq ", "≠": r"\neq ", "½": r"\frac{1}{2}", "²": "^2", "−": "-"}
_TYPED = str.maketrans({"β": r"\beta ", "δ": r"\delta ", "φ": r"\phi ", **_SIGNS})
_LOWERED = re.compile("[₀-₉]+")
_RAISED = {ord("₀") + digit: str(digit) for digit in range(10)}


def unicode_to_latex(name: str) -> str:
    r"""LaTeX of a short formula that is typed with the signs of Unicode, as the names of assumptions are.

    Parameters
    ----------
    name
        with Greek letters, signs of comparison and small digits of Unicode.

    Returns
    -------
    str
        LaTeX, without dollar signs.

    Examples
    --------
    >>> unicode_to_latex("β ≤ ½")
    '\\beta  \\leq  \\frac{1}{2}'
    """
    return _LOWERED.sub(lambda digits: f"_{{{digits[0].translate(_RAISED)}}}", name).translate(_TYPED)


_UNSEEN = re.compile(r"\\(?:left|right|bigl|bigr|displaystyle|frac|sqrt|text|;)|[\s{}^_]")
_GLYPH = re.compile(r"\\[a-zA-Z]+|.")


def glyphs(tex: str) -> int:
    r"""About how many glyphs a formula has: a measure of its width.

    Parameters
    ----------
    tex
        LaTeX.

    Returns
    -------
    int
        what is seen, without what only moves or groups it.

    Examples
    --------
    >>> glyphs(r"\frac{a - A}{b \gamma}")
    5
    """
    return len(_GLYPH.findall(_UNSEEN.sub(" ", tex).replace(" ", "")))


def lines(expr: sp.Expr, most: int) -> list[str]:
    """A sum, or the one sum in a product, as LaTeX in several lines of about so many glyphs at most, cut between its terms.

    Parameters
    ----------
    expr
        an expression.
    most
        glyphs on a line.

    Returns
    -------
    list of str
        LaTeX of each line.

    Examples
    --------
    >>> lines(model.a + model.b + model.n, 3)
    ['a + b', '+ n']
    """
    sums = [factor for factor in expr.args if factor.is_Add] if expr.is_Mul else []
    if glyphs(latex(expr)) <= most or not (expr.is_Add or len(sums) == 1):
        return [latex(expr)]
    if sums:
        before = latex(expr / sums[0])
        *others, last = lines(sums[0], most - glyphs(before))
        first, *others = [*others, rf"{last}\bigr)"]
        return [rf"{before} \bigl({first}", *others]
    found = [""]
    for term in _PRINTER._as_ordered_terms(expr):
        text = latex(term)
        signed = text if not "".join(found) or text.startswith("-") else f"+ {text}"
        if found[-1] and glyphs(found[-1] + signed) > most:
            found.append(signed)
        else:
            found[-1] = f"{found[-1]} {signed}".strip()
    return found


_ORDER = ("n", "b", "a", "A", "gamma", "beta", "k", "s", "D", "G")


class _Printer(LatexPrinter):  # type: ignore[misc]  # SymPy has no types
    """SymPy's printer, with the terms of a sum and the factors of a product in this book's order."""

    def _as_ordered_terms(self, expr: sp.Add, order: str | None = None) -> list[sp.Expr]:
        terms = sorted(map(_turned, expr.as_ordered_terms()), key=is_subtracted)
        if is_subtracted(terms[0]):  # all are
            terms = sorted(map(_absorbed, terms), key=is_subtracted)
        if len(terms) == 2 and terms[1].is_positive and terms[1].is_number and terms[0].is_Mul and terms[0].has(sp.Add):
            terms.reverse()  # 1 + (n - 1) beta, but n + 1
        return terms

    def _print_Mul(self, expr: sp.Expr) -> str:
        factors = sorted(sp.Mul.make_args(_absorbed(_turned(expr))), key=_rank)
        return str(super()._print_Mul(sp.Mul(*factors, evaluate=False)))

    def _print_Pow(self, expr: sp.Pow) -> str:
        return str(super()._print_Pow(_turned(expr)))


_PRINTER = _Printer({"order": "none"})


def _turned(product: sp.Expr) -> sp.Expr:
    """The same product with 2 - beta for beta - 2: every factor that is always negative is turned."""
    factors: list[sp.Expr] = []
    for factor in sp.Mul.make_args(product):
        base, power = factor.as_base_exp()
        turns = base.is_Add and power.is_Integer and (product.is_Mul or power.is_even) and _sign(base) == -1
        factors += [(-1) ** power, (-base) ** power] if turns else [factor]
    return _product_of(factors)


def _absorbed(product: sp.Expr) -> sp.Expr:
    """The same product without its minus sign, if a factor above the fraction line can take it, as nothing is known of its own sign."""
    factors = list(sp.Mul.make_args(product))
    unknown = next((i for i, factor in enumerate(factors) if factor.is_Add and _sign(factor) == 0), None)
    if unknown is None or not is_subtracted(product):
        return product
    factors[unknown] = -factors[unknown]
    return _product_of([sp.S.NegativeOne, *factors])


def _product_of(factors: list[sp.Expr]) -> sp.Expr:
    """Their product, with one number at its head and nothing multiplied out."""
    number = sp.Mul(*(factor for factor in factors if factor.is_Number))
    others = (factor for factor in factors if not factor.is_Number)
    return sp.Mul(*([] if number == 1 else [number]), *others, evaluate=False)


def is_subtracted(term: sp.Expr) -> bool:
    """Whether a term of a sum is written with a minus sign.

    Parameters
    ----------
    term
        of a sum.

    Returns
    -------
    bool
        whether it has a minus sign in print.

    Examples
    --------
    >>> is_subtracted(-model.a), is_subtracted((model.beta - 2) * (model.beta - 3))
    (True, False)
    """
    return bool(_turned(term).as_coeff_Mul()[0].is_negative)


@cache
def _sign(total: sp.Expr) -> int:
    """The sign that a sum has at some usual points, or 0: spillovers and the like are shares, all else is more than one.

    Not a proof: a denominator such as G (n + 1)**2 - 2 k s is positive only under a condition. Only the print depends on it.
    """
    letters = sorted(total.free_symbols, key=str)
    if not letters or not total.is_polynomial(*letters):
        return 0
    values = {letter: _SHARES if _SHARE.match(letter.name) else _SIZES for letter in letters}
    points = [{letter: values[letter][(place + 2 * i) % 7] for place, letter in enumerate(letters)} for i in range(7)]
    signs = {sp.sign(total.xreplace(point)) for point in points}
    return int(signs.pop()) if len(signs) == 1 else 0


_SHARE = re.compile(r"\\?(beta|phi|d$|delta)")
_SHARES = tuple(map(sp.Rational, ("1/10", "1/4", "2/5", "3/5", "3/4", "9/10", "19/20")))
_SIZES = tuple(map(sp.Integer, (2, 3, 4, 6, 10, 25, 60)))


def _rank(factor: sp.Expr) -> tuple[int, int]:
    """Where a factor stands in a product: numbers, then the letters in their order, then all else as SymPy has it."""
    base = factor.as_base_exp()[0]
    if base.is_number:
        return (0, 0)
    return (1, _ORDER.index(base.name)) if base.is_Symbol and base.name in _ORDER else (2, 0)
