package dev.plainsight.detect.examples;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plainsight.detect.surroundings.Directory;
import dev.plainsight.detect.surroundings.Directory.Account;
import dev.plainsight.detect.surroundings.Directory.Device;
import dev.plainsight.detect.surroundings.Directory.Leave;
import dev.plainsight.detect.surroundings.Directory.Person;
import dev.plainsight.detect.surroundings.Directory.Site;
import dev.plainsight.detect.surroundings.Directory.Use;
import dev.plainsight.detect.surroundings.Networks;
import dev.plainsight.detect.surroundings.Peers;
import dev.plainsight.detect.surroundings.Place;
import dev.plainsight.detect.surroundings.Places;
import dev.plainsight.detect.surroundings.Shift;
import dev.plainsight.detect.surroundings.Surroundings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The {@code around} of an example, in short: {@code people}, {@code accounts}, {@code devices},
 * {@code sites} by id; {@code networks} by range; {@code places} by address; {@code peers} by
 * group, then kind, then value ({@code total} beside them).
 */
public final class ExampleSurroundings {
  private ExampleSurroundings() {}

  /** What this node says is known; what it does not name is not. */
  public static Surroundings of(JsonNode around) {
    return Surroundings.NONE
        .with(directory(around))
        .with(places(around))
        .with(networks(around.path("networks")))
        .with(peers(around));
  }

  private static Directory directory(JsonNode around) {
    Map<String, Person> people = new HashMap<>();
    each(around.path("people")).forEach((id, text) -> people.put(id, person(id, text)));
    Map<String, Account> accounts = new HashMap<>();
    each(around.path("accounts"))
        .forEach(
            (name, text) ->
                accounts.put(
                    name,
                    new Account(
                        name,
                        text.path("person").asText(),
                        Use.valueOf(text.path("use").asText("PERSON")))));
    Map<String, Device> devices = new HashMap<>();
    each(around.path("devices"))
        .forEach((id, text) -> devices.put(id, new Device(id, text.asText(), "")));
    Map<String, Site> sites = new HashMap<>();
    each(around.path("sites"))
        .forEach((id, zone) -> sites.put(id, new Site(id, "", zone.asText())));
    return new Directory(people, accounts, devices, sites);
  }

  private static Person person(String id, JsonNode text) {
    List<Shift> shifts = new ArrayList<>();
    text.path("shifts").forEach(shift -> shifts.add(Shift.parse(shift.asText())));
    List<Leave> leave = new ArrayList<>();
    text.path("leave")
        .forEach(days -> leave.add(new Leave(days.get(0).asText(), days.get(1).asText())));
    return new Person(
        id,
        text.path("name").asText(),
        text.path("team").asText(),
        "",
        text.path("site").asText(),
        shifts,
        leave,
        text.path("ends_on").asText());
  }

  private static Places places(JsonNode around) {
    if (!around.has("places")) {
      return Places.NONE;
    }
    Map<String, Place> places = new HashMap<>();
    each(around.get("places"))
        .forEach(
            (address, place) ->
                places.put(
                    address,
                    new Place(
                        place.get(0).asText(),
                        place.get(1).asText(),
                        place.get(2).asDouble(),
                        place.get(3).asDouble(),
                        place.get(4).asText(),
                        place.path(5).asText())));
    return places(places::get);
  }

  /** A database of places that a function answers for. */
  public static Places places(Function<String, Place> of) {
    return new Places() {
      @Override
      public String version() {
        return "example";
      }

      @Override
      public Optional<Place> of(String address) {
        return Optional.ofNullable(of.apply(address));
      }
    };
  }

  private static Networks networks(JsonNode networks) {
    List<Networks.Range> ranges = new ArrayList<>();
    each(networks)
        .forEach(
            (cidr, kind) ->
                ranges.add(new Networks.Range(Networks.Kind.valueOf(kind.asText()), cidr, "")));
    return Networks.of(ranges);
  }

  private static Peers peers(JsonNode around) {
    Map<String, Map<String, Peers.Tally>> seen = new HashMap<>();
    each(around.path("peers"))
        .forEach(
            (group, kinds) -> {
              Map<String, Peers.Tally> tallies = new HashMap<>();
              each(kinds).forEach((kind, values) -> tallies.put(kind, tally(values)));
              seen.put(group, tallies);
            });
    return seen.isEmpty() ? Peers.NONE : new Peers("example", seen, Map.of());
  }

  private static Peers.Tally tally(JsonNode values) {
    Map<String, Long> of = new HashMap<>();
    each(values).forEach((value, count) -> of.put(value, count.asLong()));
    long sum = of.values().stream().mapToLong(count -> count).sum();
    Long total = of.remove("total");
    return new Peers.Tally(total == null ? sum : total, of);
  }

  private static Map<String, JsonNode> each(JsonNode object) {
    Map<String, JsonNode> fields = new HashMap<>();
    object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
    return fields;
  }
}
