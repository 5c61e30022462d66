package vn.bdhvs.access;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is noted beside changes.
 *
 * @param reads beginnings of the paths of which each look is noted, too
 */
@ConfigurationProperties("access")
public record AccessProperties(@DefaultValue List<String> reads) {}
