import pytest

from chainrule.network.about import Scale


@pytest.mark.parametrize("scale", [Scale(36.4, 3.04), Scale(-0.002, 1e-4), Scale(1e6, 25_000.0)])
@pytest.mark.parametrize("steps", [-2.1, 0.0, 0.3])
def test_a_rounded_number_of_a_column_stands_for_its_value(scale, steps):
    value = scale.original(steps)
    again = round(scale.standardised(value), 4)
    assert scale.original(again) == pytest.approx(value, abs=2e-3 * scale.deviation)
    assert again == pytest.approx(steps, abs=1e-3)
