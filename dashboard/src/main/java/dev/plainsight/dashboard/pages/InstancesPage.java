package dev.plainsight.dashboard.pages;

import dev.plainsight.store.read.Found;
import dev.plainsight.store.read.People.Person;
import java.util.List;

/** One person's findings of a range, newest first. */
public record InstancesPage(Filters filters, Person person, List<Found> findings) {}
