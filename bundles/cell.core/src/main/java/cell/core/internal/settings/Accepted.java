package cell.core.internal.settings;

import cell.api.net.DomainName;
import cell.api.net.Ipv4Network;
import cell.api.settings.CellConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was last accepted, as it is kept in the cell's data.
 *
 * @param config the values in force
 * @param formerDomains the domains before, latest first; never the one in force
 * @param move the renumbering that the address plan may not have finished yet
 */
record Accepted(CellConfig config, List<DomainName> formerDomains, Optional<Move> move) {
    private static final String FORMER_DOMAINS = "former_domains";
    private static final String FROM = "moving_from";
    private static final String TO = "moving_to";
    private static final CfgText HEADER = new CfgText("# The settings that were last in force. The cell writes this; change config.d instead.\n");

    /** From one network to another. */
    record Move(Ipv4Network from, Ipv4Network to) {}

    Accepted {
        formerDomains = List.copyOf(formerDomains);
    }

    static Accepted first(CellConfig config) {
        return new Accepted(config, List.of(), Optional.empty());
    }

    /**
     * Reads what {@link #toText} wrote.
     *
     * @throws cell.api.error.CellException INVALID when that is not accepted any more
     * @throws IllegalArgumentException when it is malformed
     */
    static Accepted parse(CfgText text) {
        var values = text.values();
        var config = Rules.check(values.entrySet().stream()
                .filter(entry -> Key.of(entry.getKey()).isPresent())
                .collect(Collectors.toMap(entry -> Key.of(entry.getKey()).orElseThrow(), Map.Entry::getValue)));
        var former = Stream.of(values.getOrDefault(FORMER_DOMAINS, "").split(","))
                .filter(name -> !name.isEmpty())
                .map(DomainName::parse)
                .toList();
        return new Accepted(config, former, move(values));
    }

    private static Optional<Move> move(Map<String, String> values) {
        return values.containsKey(FROM) && values.containsKey(TO)
                ? Optional.of(new Move(Ipv4Network.parse(values.get(FROM)), Ipv4Network.parse(values.get(TO))))
                : Optional.empty();
    }

    CfgText toText() {
        var values = new LinkedHashMap<String, String>();
        Key.texts(config).forEach((key, value) -> values.put(key.word(), value));
        values.put(FORMER_DOMAINS, formerDomains.stream().map(DomainName::text).collect(Collectors.joining(",")));
        move.ifPresent(step -> {
            values.put(FROM, step.from().toString());
            values.put(TO, step.to().toString());
        });
        return HEADER.with(values);
    }

    /** The next state when other values are taken: a domain that is left becomes a former one. */
    Accepted with(CellConfig next) {
        var former = Stream.concat(Stream.of(config.domain()), formerDomains.stream())
                .filter(domain -> !domain.equals(next.domain()))
                .distinct()
                .toList();
        return new Accepted(next, former, move);
    }

    Accepted without(DomainName formerDomain) {
        return new Accepted(config, formerDomains.stream().filter(domain -> !domain.equals(formerDomain)).toList(), move);
    }

    Accepted movingTo(Ipv4Network network) {
        return new Accepted(config, formerDomains, Optional.of(new Move(config.ipRange(), network)));
    }

    Accepted settled() {
        return new Accepted(config, formerDomains, Optional.empty());
    }
}
