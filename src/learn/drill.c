/* Drills scored against the expert, by signal detection theory. */
#include "learn/drill.h"

#include <math.h>

#include "base/diag.h"

/*
 * Wichura (1988), Algorithm AS 241, routine PPND16: rational approximations,
 * accurate to about one part in 10^16. A polynomial's coefficients go from
 * the highest power down.
 */
static double polynomial(const double *at, int count, double x)
{
	double sum = 0;

	for (int i = 0; i < count; i++)
		sum = sum * x + at[i];
	return sum;
}

static double quotient(const double above[8], const double below[8], double x)
{
	return polynomial(above, 8, x) / polynomial(below, 8, x);
}

static double central_quantile(double q)
{
	static const double above[] = {
		2.5090809287301226727e3,  3.3430575583588128105e4,
		6.7265770927008700853e4,  4.5921953931549871457e4,
		1.3731693765509461125e4,  1.9715909503065514427e3,
		1.3314166789178437745e2,  3.3871328727963666080e0,
	};
	static const double below[] = {
		5.2264952788528545610e3,  2.8729085735721942674e4,
		3.9307895800092710610e4,  2.1213794301586595867e4,
		5.3941960214247511077e3,  6.8718700749205790830e2,
		4.2313330701600911252e1,  1.0,
	};

	return q * quotient(above, below, 0.180625 - q * q);
}

static double middle_quantile(double r)
{
	static const double above[] = {
		7.74545014278341407640e-4, 2.27238449892691845833e-2,
		2.41780725177450611770e-1, 1.27045825245236838258e0,
		3.64784832476320460504e0,  5.76949722146069140550e0,
		4.63033784615654529590e0,  1.42343711074968357734e0,
	};
	static const double below[] = {
		1.05075007164441684324e-9, 5.47593808499534494600e-4,
		1.51986665636164571966e-2, 1.48103976427480074590e-1,
		6.89767334985100004550e-1, 1.67638483018380384940e0,
		2.05319162663775882187e0,  1.0,
	};

	return quotient(above, below, r - 1.6);
}

static double far_quantile(double r)
{
	static const double above[] = {
		2.01033439929228813265e-7, 2.71155556874348757815e-5,
		1.24266094738807843860e-3, 2.65321895265761230930e-2,
		2.96560571828504891230e-1, 1.78482653991729133580e0,
		5.46378491116411436990e0,  6.65790464350110377720e0,
	};
	static const double below[] = {
		2.04426310338993978564e-15, 1.42151175831644588870e-7,
		1.84631831751005468180e-5,  7.86869131145613259100e-4,
		1.48753612908506148525e-2,  1.36929880922735805310e-1,
		5.99832206555887937690e-1,  1.0,
	};

	return quotient(above, below, r - 5);
}

double normal_quantile(double p)
{
	double q = p - 0.5, r;

	if (!(p > 0 && p < 1))
		BUG("the quantile of %g", p);
	if (fabs(q) <= 0.425)
		return central_quantile(q);
	r = sqrt(-log(q < 0 ? p : 1 - p));
	r = r <= 5 ? middle_quantile(r) : far_quantile(r);
	return q < 0 ? -r : r;
}

/* --- drills -------------------------------------------------------------- */

static void count_contact(struct drill_score *s, enum drill_choice expert,
			  enum drill_choice chosen)
{
	s->answered++;
	if (expert == DRILL_SEND)
		s->noise++;
	else
		s->signals++;
	if (chosen == expert)
		s->same++;
	else if (chosen == DRILL_SEND)
		s->over_trust++;
	else if (expert == DRILL_SEND)
		s->under_trust++;
	else
		s->other++;
}

static double corrected_rate(uint32_t count, uint32_t of)
{
	return (count + 0.5) / (of + 1.0);
}

static void measure(struct drill_score *s)
{
	double hits, alarms;

	s->has_measures = s->answered >= DRILL_LEAST && s->signals > 0 &&
			  s->noise > 0;
	if (!s->has_measures)
		return;
	hits = normal_quantile(
		corrected_rate(s->signals - s->over_trust, s->signals));
	alarms = normal_quantile(corrected_rate(s->under_trust, s->noise));
	s->sensitivity = hits - alarms;
	s->criterion = -(hits + alarms) / 2;
}

struct drill_score drill_score(const struct contact *contacts, uint32_t count,
			       const uint8_t *choices)
{
	struct drill_score s = { 0 };

	for (uint32_t i = 0; i < count; i++) {
		if (choices[i] == DRILL_UNANSWERED)
			continue;
		if (choices[i] >= DRILL_CHOICES)
			BUG("a choice of %u", choices[i]);
		count_contact(&s, contacts[i].expert,
			      (enum drill_choice)choices[i]);
	}
	measure(&s);
	return s;
}
