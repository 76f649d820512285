"""Why a number is what it is: sentences and explanations, without Qt."""
