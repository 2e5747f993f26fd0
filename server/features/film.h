/* SPDX-License-Identifier: Apache-2.0
 *
 * The film of a session, for whoever may watch it again: the query `film.get` says where it is and
 * as of which entry it is to be made (docs/film.md). The fold keeps that number alone; net/films.h
 * makes the film.
 */
#ifndef MUSTER_FEATURES_FILM_H
#define MUSTER_FEATURES_FILM_H

#include "core/feature.h"

extern const struct feature film_feature;

#endif
