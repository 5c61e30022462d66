package vn.bdhvs.analytics.page;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.reactive.config.ResourceHandlerRegistration;
import org.springframework.web.reactive.config.ResourceHandlerRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;

/**
 * Serves the page's files: those of this version for good; under any other version too, for pages that an instance of that
 * version has served, but to be kept by nobody.
 */
@Configuration(proxyBeanMethods = false)
class PageResources implements WebFluxConfigurer {

    private static final CacheControl FOR_GOOD =
            CacheControl.maxAge(Duration.ofDays(365)).immutable().cachePublic();

    private final PageFiles files;

    PageResources(PageFiles files) {
        this.files = files;
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        served(registry.addResourceHandler("/%s/%s/**".formatted(PageFiles.ASSETS, files.version())), FOR_GOOD)
                .resourceChain(true)
                .addTransformer(new WithoutComments())
                .addTransformer(new ImportedSheets());
        served(registry.addResourceHandler("/%s/**".formatted(PageFiles.ASSETS)), CacheControl.noStore())
                .resourceChain(false)
                .addResolver(new AnyVersion())
                .addTransformer(new ImportedSheets());
        registry.addResourceHandler("/webjars/echarts/**")
                .addResourceLocations("classpath:/META-INF/resources/webjars/echarts/")
                .setCacheControl(FOR_GOOD);
    }

    private static ResourceHandlerRegistration served(ResourceHandlerRegistration files, CacheControl cache) {
        return files.addResourceLocations("classpath:/" + PageFiles.LOCATION)
                .setCacheControl(cache)
                .setUseLastModified(false);
    }
}
